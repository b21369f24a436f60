// Keeps the scripts of earlier builds for a while, because pages are open during an update.
import {
  readRetainedList,
  RETAINED_DIR,
  RETAINED_LIST,
  type RetainedFile,
} from "../../server/retained_files.ts";

/** How long a script is kept after it was replaced, in milliseconds: a week. */
const KEPT_MS = 7 * 24 * 3_600_000;
/** So many builds it outlives whatever the clock says: one that is wrong once takes nothing away. */
const KEPT_BUILDS = 2;
/** How much is kept in all, in bytes; a build has about 365 kB. The oldest go first. */
const KEPT_BYTES = 4_000_000;

/** A script and its content. */
interface Script extends RetainedFile {
  readonly content: Uint8Array;
}

/** The part of the build's list of files that matters here. */
interface Manifest {
  readonly files: readonly { path: string; blob: string; immutable: boolean }[];
}

/** Reads what the build in `build` has and keeps, before another one takes its place. */
export async function scriptsOf(build: URL, now: number): Promise<Script[]> {
  const scripts = new Map<string, Script>();
  for (const file of readRetainedList(build)) {
    const content = await readOrNull(new URL(`${RETAINED_DIR}/${file.blob}`, build));
    const builds = (file.builds ?? 1) + 1;
    if (content !== null) scripts.set(file.path, { ...file, builds, content });
  }
  for (const { path, blob, immutable } of await filesOf(build)) {
    const content = immutable ? await readOrNull(new URL(blob, build)) : null;
    if (content === null) continue;
    const name = blob.split("/").at(-1)!;
    scripts.set(path, {
      ...{ path, blob: name, bytes: content.byteLength, replacedAt: now, builds: 1, content },
    });
  }
  return [...scripts.values()];
}

/** Writes those of `scripts` that the new build has not, within the bounds of age and size. */
export async function keepScripts(build: URL, scripts: Script[], now: number): Promise<void> {
  const has = new Set((await filesOf(build)).map(({ path }) => path));
  await writeScripts(build, scripts.filter(({ path }) => !has.has(path)), now);
}

/** Writes all of them, before a build begins that may be torn off: the next one finds them here. */
export async function writeScripts(build: URL, scripts: Script[], now: number): Promise<void> {
  const kept: RetainedFile[] = [];
  let room = KEPT_BYTES;
  const dir = new URL(`${RETAINED_DIR}/`, build);
  await Deno.remove(dir, { recursive: true }).catch(ignoreMissing);
  await Deno.mkdir(dir, { recursive: true });
  const newestFirst = [...scripts].sort((a, b) => b.replacedAt - a.replacedAt);
  for (const { content, ...file } of newestFirst) {
    const isOld = now - file.replacedAt >= KEPT_MS && (file.builds ?? 1) > KEPT_BUILDS;
    if (isOld || file.bytes > room) continue;
    room -= file.bytes;
    kept.push(file);
    await Deno.writeFile(new URL(file.blob, dir), content);
  }
  await Deno.writeTextFile(new URL(RETAINED_LIST, dir), JSON.stringify(kept));
}

async function filesOf(build: URL): Promise<Manifest["files"]> {
  const text = await readOrNull(new URL("snapshot.json", build));
  return text === null ? [] : (JSON.parse(new TextDecoder().decode(text)) as Manifest).files;
}

async function readOrNull(file: URL): Promise<Uint8Array | null> {
  try {
    return await Deno.readFile(file);
  } catch (error) {
    ignoreMissing(error);
    return null;
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
