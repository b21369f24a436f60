// Takes over what versions before the database kept in `rooms.jsonl`, once, all or nothing.
import type { DatabaseSync } from "node:sqlite";
import { isDecided, lockedRecord, readAccess } from "../../signaling/mod.ts";
import { type OldLine, oldLines } from "./rooms_jsonl.ts";
import { inTransaction } from "./schema.ts";

/** Name of the old file in the data folder; it is kept under another name. */
export const OLD_FILE = "rooms.jsonl";
const TAKEN_OVER = "rooms.jsonl.migrated";

/** What a migration is given. */
export interface MigrationOptions {
  dataDir: string;
  onWarning: (sentence: string) => void;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * The newest line of each room becomes its record, whether we understand it or not. Where a line
 * was torn, the room is locked: what was torn may have been its lock. Throws if the file is there
 * and cannot be read.
 */
export function migrate(db: DatabaseSync, { dataDir, onWarning, now }: MigrationOptions): void {
  const path = `${dataDir}/${OLD_FILE}`;
  const file = openIfThere(path);
  if (file === null) return;
  using _ = file;
  const found = inTransaction(db, () => new Migration(db, now()).run(oldLines(file)));
  onWarning(
    `${path} was taken over: ${found.rooms} rooms, ${found.torn} torn lines, ` +
      `${found.unknown} lines of no known form. It is kept as ${TAKEN_OVER}.`,
  );
  try {
    Deno.renameSync(path, `${dataDir}/${TAKEN_OVER}`);
  } catch {
    onWarning(`${path} cannot be renamed; it is read again at the next start, and does no harm.`);
  }
}

function openIfThere(path: string): Deno.FsFile | null {
  try {
    return Deno.openSync(path);
  } catch (error) {
    const { NotFound, NotADirectory } = Deno.errors;
    if (error instanceof NotFound || error instanceof NotADirectory) return null;
    throw error;
  }
}

/** One pass over the lines; the database is the memory, so that a file of any size will do. */
class Migration {
  readonly #statements;
  readonly #found = { rooms: 0, torn: 0, unknown: 0 };
  readonly #now: number;

  constructor(db: DatabaseSync, now: number) {
    this.#now = now;
    this.#statements = {
      read: db.prepare("SELECT record FROM access WHERE room = ?"),
      save: db.prepare(
        `INSERT INTO access (room, decided, saved, at, record) VALUES (?, ?, 0, ?, ?)
        ON CONFLICT (room) DO UPDATE SET decided = excluded.decided, at = excluded.at,
        record = excluded.record`,
      ),
      keep: db.prepare("INSERT OR IGNORE INTO unread (line) VALUES (?)"),
    };
  }

  run(lines: Iterable<OldLine>) {
    for (const line of lines) this.#take(line);
    return this.#found;
  }

  #take(line: OldLine): void {
    switch (line.kind) {
      case "record":
        return this.#save(line.room, { record: line.record, at: line.at });
      case "torn":
        this.#found.torn += 1;
        this.#statements.keep.run(line.text);
        if (line.room !== null) this.#lock(line.room);
        return;
      case "unknown":
        this.#found.unknown += 1;
        this.#statements.keep.run(line.text);
        return;
      default:
        return line satisfies never;
    }
  }

  #lock(room: string): void {
    this.#save(room, { record: lockedRecord(this.#recordOf(room)), at: this.#now });
  }

  /** A file that could not be renamed is read again: what was decided since stays. */
  #save(room: string, { record, at }: { record: unknown; at: number }): void {
    const known = this.#recordOf(room);
    const [before, after] = [readAccess(known), readAccess(record)];
    if (before !== null && after !== null && before.turn > after.turn) return;
    if (known === undefined) this.#found.rooms += 1;
    const decided = after === null || isDecided(room, after);
    this.#statements.save.run(room, +decided, Math.round(at), JSON.stringify(record));
  }

  #recordOf(room: string): unknown {
    const row = this.#statements.read.get(room);
    return row && JSON.parse(String(row.record));
  }
}
