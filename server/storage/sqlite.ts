// The store on disk: one SQLite file in the data folder.
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type {
  AccessRow,
  CallRecord,
  Reading,
  Saved,
  Storage,
  StorageBounds,
  StorageCounts,
} from "../../signaling/mod.ts";
import { inTransaction } from "./schema.ts";

const SQL = {
  readAccess: "SELECT record FROM access WHERE room = ?",
  isDecided: "SELECT decided FROM access WHERE room = ?",
  saveAccess: `INSERT INTO access (room, decided, saved, at, record) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (room) DO UPDATE SET decided = excluded.decided, saved = excluded.saved,
    at = excluded.at, record = excluded.record`,
  decidedRows: `SELECT room, record FROM access WHERE decided = 1 AND room > ?
    ORDER BY room LIMIT ?`,
  deleteAccess: "DELETE FROM access WHERE room = ?",
  countAccess: "SELECT count(*) AS count FROM access WHERE decided = ?",
  evictAccess: `DELETE FROM access WHERE room IN
    (SELECT room FROM access WHERE decided = 0 ORDER BY saved LIMIT ?)`,
  readCall: "SELECT * FROM call WHERE room = ?",
  saveCall: `INSERT INTO call (room, number, opened_at, ended, saved, members)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (room) DO UPDATE SET number = excluded.number,
    opened_at = excluded.opened_at, ended = excluded.ended, saved = excluded.saved,
    members = excluded.members`,
  deleteCall: "DELETE FROM call WHERE room = ? RETURNING number",
  countCalls: "SELECT count(*) AS count FROM call",
  evictCalls: `DELETE FROM call WHERE room IN
    (SELECT room FROM call ORDER BY saved LIMIT ?) RETURNING number`,
  calls: "SELECT * FROM call ORDER BY saved",
  meta: "SELECT value FROM meta WHERE name = ?",
  setMeta: `INSERT INTO meta (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  raiseMeta: `INSERT INTO meta (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`,
} as const;

/** Why a further room is refused although the disk has space. */
export const FULL = "as many rooms with decisions as may be";

/** What the store is given. */
export interface SqliteOptions {
  bounds: StorageBounds;
  /** Milliseconds since 1970, noted beside each row for people who look at the file. */
  now: () => number;
  /** Told of every read or write that failed, with SQLite's reason. */
  onFailure: (reason: string) => void;
}

/** A {@link Storage} on an open database whose tables are there. */
export class SqliteStorage implements Storage {
  readonly isDurable = true;
  readonly #db: DatabaseSync;
  readonly #options: SqliteOptions;
  readonly #statements = new Map<string, StatementSync>();
  /** Counted once: counting takes longer than writing. Another process's rows are missing in it. */
  readonly #counts: { -readonly [K in keyof StorageCounts]: number };

  /** Throws what SQLite throws if the tables cannot be read. */
  constructor(db: DatabaseSync, options: SqliteOptions) {
    this.#db = db;
    this.#options = options;
    this.#counts = {
      decided: this.#count("countAccess", 1),
      undecided: this.#count("countAccess", 0),
      calls: this.#count("countCalls"),
    };
  }

  readAccess(room: string): Reading<unknown> {
    return this.#read(() => {
      const row = this.#get("readAccess", room);
      return row && { value: JSON.parse(String(row.record)) };
    });
  }

  saveAccess({ room, record, decided }: AccessRow): Saved {
    const { bounds, now } = this.#options;
    return this.#write(() => {
      const before = this.#get("isDecided", room)?.decided;
      if (decided && before !== 1 && this.isFull()) return "full";
      this.#run("saveAccess", room, +decided, this.#nextSave(), now(), JSON.stringify(record));
      this.#noteAccess(before, -1);
      this.#noteAccess(+decided, 1);
      const extra = this.#counts.undecided - bounds.undecided;
      if (extra > 0) this.#counts.undecided -= this.#run("evictAccess", extra);
      return "saved";
    });
  }

  isFull(): boolean {
    const isFull = this.#counts.decided >= this.#options.bounds.decided;
    if (isFull) this.#options.onFailure(FULL);
    return isFull;
  }

  deleteAccess(room: string): Saved {
    return this.#write(() => {
      this.#noteAccess(this.#get("isDecided", room)?.decided, -1);
      this.#run("deleteAccess", room);
      return "saved";
    });
  }

  decidedRows({ after, most }: { after: string; most: number }): AccessRow[] {
    const all = this.#read(() => ({ value: this.#statement("decidedRows").all(after, most) }));
    if (all.kind !== "found") return [];
    return all.value.flatMap(({ room, record }) => {
      const reading = this.#read(() => ({ value: JSON.parse(String(record)) as unknown }));
      return reading.kind === "found"
        ? [{ room: String(room), record: reading.value, decided: true }]
        : [];
    });
  }

  readCall(room: string): Reading<CallRecord> {
    return this.#read(() => {
      const row = this.#get("readCall", room);
      return row && { value: callOf(row) };
    });
  }

  saveCall({ room, number, openedAt, ended, members }: CallRecord): Saved {
    return this.#write(() => {
      const text = JSON.stringify(members ?? null);
      if (this.#get("readCall", room) === undefined) this.#counts.calls += 1;
      this.#run("saveCall", room, number, openedAt, +ended, this.#nextSave(), text);
      const extra = this.#counts.calls - this.#options.bounds.calls;
      if (extra > 0) this.#forget(this.#statement("evictCalls").all(extra));
      return "saved";
    });
  }

  deleteCall(room: string): Saved {
    return this.#write(() => {
      this.#forget(this.#statement("deleteCall").all(room));
      return "saved";
    });
  }

  calls(): CallRecord[] {
    const all = this.#read(() => ({ value: this.#statement("calls").all() }));
    if (all.kind !== "found") return [];
    return all.value.flatMap((row) => {
      const reading = this.#read(() => ({ value: callOf(row) }));
      return reading.kind === "found" ? [reading.value] : [];
    });
  }

  callFloor(): number {
    const reading = this.#read(() => this.#get("meta", "call_floor") as { value: number });
    return reading.kind === "found" ? reading.value : 0;
  }

  counts(): StorageCounts {
    return { ...this.#counts };
  }

  close(): void {
    try {
      this.#db.close();
    } catch {
      // closed already
    }
  }

  #read<T>(look: () => { value: T } | undefined): Reading<T> {
    try {
      const found = look();
      return found === undefined ? { kind: "none" } : { kind: "found", value: found.value };
    } catch (error) {
      this.#options.onFailure(reasonOf(error));
      return { kind: "unreadable" };
    }
  }

  #write(work: () => Saved): Saved {
    const before = { ...this.#counts };
    try {
      return inTransaction(this.#db, work);
    } catch (error) {
      Object.assign(this.#counts, before);
      this.#options.onFailure(reasonOf(error));
      return "failed";
    }
  }

  #noteAccess(decided: unknown, by: number): void {
    if (decided === 1) this.#counts.decided += by;
    if (decided === 0) this.#counts.undecided += by;
  }

  /** Call records that are there no more leave the highest of their numbers. */
  #forget(rows: Record<string, unknown>[]): void {
    this.#counts.calls -= rows.length;
    const highest = rows.reduce((most, { number }) => Math.max(most, Number(number)), 0);
    if (highest > 0) this.#run("raiseMeta", "call_floor", highest);
  }

  /** Number of the next write, by which rows are ordered. */
  #nextSave(): number {
    const next = Number(this.#get("meta", "saves")?.value ?? 0) + 1;
    this.#run("setMeta", "saves", next);
    return next;
  }

  #count(name: "countAccess" | "countCalls", ...values: number[]): number {
    return Number(this.#get(name, ...values)?.count);
  }

  #get(name: keyof typeof SQL, ...values: (string | number)[]) {
    return this.#statement(name).get(...values);
  }

  /** Gives how many rows it changed. */
  #run(name: keyof typeof SQL, ...values: (string | number)[]): number {
    return Number(this.#statement(name).run(...values).changes);
  }

  #statement(name: keyof typeof SQL): StatementSync {
    const known = this.#statements.get(name) ?? this.#db.prepare(SQL[name]);
    this.#statements.set(name, known);
    return known;
  }
}

function callOf({ room, number, opened_at, ended, members }: Record<string, unknown>): CallRecord {
  return {
    room: String(room),
    number: Number(number),
    openedAt: Number(opened_at),
    ended: ended === 1,
    members: JSON.parse(String(members)),
  };
}

/** What SQLite says: its sentences name no room and nothing that a person typed. JSON's may. */
export function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return "a record is not valid JSON";
  return error instanceof Error ? error.message : String(error);
}
