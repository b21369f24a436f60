// Records of rooms in the store that all processes share, with a copy in this process's own storage.
import type { AccessRow, CallRecord, Reading, Saved, Storage, StorageCounts } from "../storage.ts";
import { DISK_BOUNDS } from "../storage.ts";
import { readAccess } from "../access/access_schema.ts";
import { isDecided } from "../access/access_retention.ts";
import type { Claim, SharedRecord, SharedStore } from "./shared_store.ts";

/** Records that are given to a store at once. */
const RESTORED_AT_ONCE = 200;

export interface SharedStorageOptions {
  /** This process's own copy of access records; it outlives the shared store, where there is a disk. */
  copy: Storage;
  store: Pick<SharedStore, "write" | "restore">;
  /** Whether the store answers. */
  isUp: () => boolean;
  /** Whether the room lives here; of others nothing is certain. */
  isHere: (room: string) => boolean;
}

/**
 * Answers from the copy, writes the copy and the shared store. Rooms that live elsewhere are
 * unreadable, and with that shut; a decision that cannot be shared has "failed".
 */
export class SharedStorage implements Storage {
  readonly isDurable = true;
  readonly #options: SharedStorageOptions;
  readonly #calls = new Map<string, CallRecord>();
  /** The newest record of each kind and room that the store has not answered for. */
  readonly #pending = new Map<string, SharedRecord>();
  /** Rooms about which something was decided, in all processes. */
  #decided = 0;

  constructor(options: SharedStorageOptions) {
    this.#options = options;
  }

  /** A room lives here from now on: the newer of both access records counts. */
  load(room: string, { access, call }: Extract<Claim, { kind: "mine" }>): CallRecord | null {
    const shared = access === null ? null : parsed(access);
    const own = this.#ownRecord(room);
    if (shared !== null && turnOf(shared) >= turnOf(own)) this.#copy(room, shared);
    else if (own !== undefined) this.#share(room, own);
    const record = call === null ? null : parsed(call) as CallRecord | null;
    if (record === null) this.#calls.delete(room);
    else this.#calls.set(room, { ...record, room });
    return record && { ...record, room };
  }

  /** The shared store may have lost what is known of a room that lives here. */
  rewrite(room: string): void {
    const own = this.#ownRecord(room);
    if (own !== undefined) this.#share(room, own);
    const call = this.#calls.get(room);
    if (call !== undefined) this.#write({ kind: "call", room, text: JSON.stringify(call) });
  }

  /** The room lives elsewhere; the copy of its access record stays, in case the store loses its own. */
  forget(room: string): void {
    this.#calls.delete(room);
    for (const kind of ["access", "call"] as const) this.#pending.delete(keyOf({ kind, room }));
  }

  /** The store answers: what it may not have taken is written again. */
  writePending(): void {
    for (const record of [...this.#pending.values()]) this.#write(record);
  }

  /** The shared store is new, or lost what it had: gives it all decisions of which there is a copy here. */
  async restore(): Promise<void> {
    let after = "";
    for (;;) {
      const rows = this.#options.copy.decidedRows({ after, most: RESTORED_AT_ONCE });
      const records = rows.map(({ room, record }) => {
        const turn = readAccess(record)?.turn ?? 0;
        return { room, text: JSON.stringify(record), turn };
      });
      if (records.length > 0 && !await this.#options.store.restore(records)) return;
      if (rows.length < RESTORED_AT_ONCE) return;
      after = rows.at(-1)?.room ?? "";
    }
  }

  noteDecided(count: number): void {
    this.#decided = count;
  }

  readAccess(room: string): Reading<unknown> {
    const { isHere, copy } = this.#options;
    return isHere(room) ? copy.readAccess(room) : { kind: "unreadable" };
  }

  saveAccess(row: AccessRow): Saved {
    const { copy, isUp } = this.#options;
    const isFull = copy.saveAccess(row) === "full";
    if (!isUp()) return "failed";
    this.#share(row.room, row.record, row.decided);
    return isFull ? "full" : "saved";
  }

  isFull(): boolean {
    return this.#decided >= DISK_BOUNDS.decided || this.#options.copy.isFull();
  }

  decidedRows(options: { after: string; most: number }): AccessRow[] {
    return this.#options.copy.decidedRows(options);
  }

  deleteAccess(room: string): Saved {
    return this.#options.copy.deleteAccess(room);
  }

  readCall(room: string): Reading<CallRecord> {
    const value = this.#calls.get(room);
    return value === undefined ? { kind: "none" } : { kind: "found", value };
  }

  saveCall(record: CallRecord): Saved {
    this.#calls.set(record.room, record);
    this.#write({ kind: "call", room: record.room, text: JSON.stringify(record) });
    return "saved";
  }

  deleteCall(room: string, floor = 0): Saved {
    this.#calls.delete(room);
    this.#write({ kind: "no-call", room, floor });
    return "saved";
  }

  /** None before their rooms live here. */
  calls(): Iterable<CallRecord> {
    return [];
  }

  callFloor(): number {
    return 0;
  }

  counts(): StorageCounts {
    return { ...this.#options.copy.counts(), calls: this.#calls.size };
  }

  close(): void {
    this.#options.copy.close();
  }

  #ownRecord(room: string): unknown {
    const reading = this.#options.copy.readAccess(room);
    return reading.kind === "found" ? reading.value : undefined;
  }

  #copy(room: string, record: object): void {
    const access = readAccess(record);
    const decided = access === null || isDecided(room, access);
    this.#options.copy.saveAccess({ room, record, decided });
  }

  #share(room: string, record: unknown, known?: boolean): void {
    const access = known === undefined ? readAccess(record) : null;
    const decided = known ?? (access === null || isDecided(room, access));
    this.#write({ kind: "access", room, text: JSON.stringify(record), decided });
  }

  /** What it does not answer for is written again: somebody was told that it is kept. */
  #write(record: SharedRecord): void {
    const key = keyOf(record);
    this.#pending.set(key, record);
    void this.#options.store.write(record).then((written) => {
      if (written !== null && this.#pending.get(key) === record) this.#pending.delete(key);
    });
  }
}

/** A call and its end take each other's place. */
function keyOf({ kind, room }: Pick<SharedRecord, "kind" | "room">): string {
  return `${kind === "access" ? "access" : "call"} ${room}`;
}

/** A record of a newer version counts as the newest: nobody overwrites it. */
function turnOf(record: unknown): number {
  return record === undefined ? -1 : readAccess(record)?.turn ?? Infinity;
}

function parsed(text: string): object | null {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
