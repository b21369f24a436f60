// What hosts decided about their rooms, on disk: a line a change, the newest counts.
import type { Estate, Shelf } from "./signaling/mod.ts";
import { readEstate } from "./signaling/mod.ts";

/** The disk, as far as it is needed. All throw as Deno's functions of these names do. */
export interface EstateDisk {
  readTextFile(path: string): string;
  writeTextFile(path: string, text: string, options: { mode: number; append?: boolean }): void;
  rename(from: string, to: string): void;
}

const REAL_DISK: EstateDisk = {
  readTextFile: Deno.readTextFileSync,
  writeTextFile: Deno.writeTextFileSync,
  rename: Deno.renameSync,
};

/** Name of the file in the data folder. */
export const ESTATE_FILE = "rooms.jsonl";
/** A room in which nothing was decided for so long is forgotten, in milliseconds. */
const MAX_AGE_MS = 180 * 24 * 3_600_000;
const MODE = 0o600;

/** What the shelf is given. */
export interface EstateFileOptions {
  dataDir: string;
  now?: () => number;
  disk?: EstateDisk;
  /** Told once when the file cannot be written: rooms then last as long as the process. */
  onWarning: (sentence: string) => void;
}

/**
 * A shelf in the data folder. A line is appended at once, so that a killed process loses nothing; a
 * line that was torn in the middle is left out, and the file is written anew at the next start.
 */
export function estateFile(
  { dataDir, onWarning, now = Date.now, disk = REAL_DISK }: EstateFileOptions,
): Shelf {
  const path = `${dataDir}/${ESTATE_FILE}`;
  let warned = false;
  const attempt = (write: () => void) => {
    try {
      write();
    } catch {
      if (!warned) {
        onWarning(`${path} cannot be written: what hosts decide ends with this process.`);
      }
      warned = true;
    }
  };
  return {
    load: () => {
      const known = newestLines(read(path, disk), now() - MAX_AGE_MS);
      if (known.size === 0) return [];
      const text = [...known].map(([room, { at, estate }]) => lineOf({ at, room, estate })).join(
        "",
      );
      attempt(() => {
        disk.writeTextFile(`${path}.new`, text, { mode: MODE });
        disk.rename(`${path}.new`, path);
      });
      return [...known].map(([room, { estate }]) => [room, estate]);
    },
    save: (room, estate) =>
      attempt(() => {
        disk.writeTextFile(path, lineOf({ at: now(), room, estate }), { mode: MODE, append: true });
      }),
  };
}

interface Line {
  at: number;
  room: string;
  estate: Estate;
}

function lineOf({ at, room, estate }: Line): string {
  return `${JSON.stringify({ at, room, estate })}\n`;
}

function read(path: string, disk: EstateDisk): string {
  try {
    return disk.readTextFile(path);
  } catch {
    return ""; // there is none yet, or it may not be read: then it may not be written either
  }
}

function newestLines(text: string, since: number): Map<string, Omit<Line, "room">> {
  const known = new Map<string, Omit<Line, "room">>();
  for (const line of text.split("\n")) {
    const read = readLine(line);
    if (read === null || read.at < since) continue;
    known.delete(read.room);
    known.set(read.room, read);
  }
  return known;
}

function readLine(line: string): Line | null {
  try {
    const { at, room, estate } = JSON.parse(line);
    const known = readEstate(estate);
    return typeof at === "number" && typeof room === "string" && known
      ? { at, room, estate: known }
      : null;
  } catch {
    return null; // empty, or torn when the process was killed
  }
}
