// Two servers with one DATA_DIR would each go on by what they read at their start: it is told.

/** An old server may take so long to end after a new one has begun, in milliseconds. */
const OVERLAP_MS = 15_000;

export interface OwnFolderOptions {
  /** A sentence for the log. */
  onWarning: (sentence: string) => void;
  /** For tests. */
  overlapMs?: number;
}

/** Holds the folder until this process ends; says so when another one goes on holding it. */
export async function holdFolder(
  dataDir: string,
  { onWarning, overlapMs = OVERLAP_MS }: OwnFolderOptions,
): Promise<void> {
  const warn = () =>
    onWarning(
      `DATA_DIR ${dataDir} is used by another process, too: what a host decides at one is unknown ` +
        "to the other. Give each a folder of its own.",
    );
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const file = await Deno.open(`${dataDir}/in_use.lock`, { create: true, write: true });
    timer = setTimeout(warn, overlapMs);
    await file.lock(true);
  } catch {
    // A folder that cannot be written is told of already, and some disks know no locks.
  }
  clearTimeout(timer);
}
