// A store that ends with its owner: for tests, and where there is no disk.
import {
  type AccessRow,
  type CallRecord,
  MEMORY_BOUNDS,
  type Reading,
  type Saved,
  type Storage,
  type StorageBounds,
  type StorageCounts,
} from "./storage.ts";

/** Keeps everything as JSON text, so that nobody changes what was saved. */
export class MemoryStorage implements Storage {
  readonly isDurable: boolean;
  readonly #bounds: StorageBounds;
  readonly #decided = new Map<string, string>();
  readonly #undecided = new Map<string, string>();
  readonly #calls = new Map<string, string>();
  #callFloor = 0;

  readonly #onFull: () => void;

  /**
   * `isDurable` is for tests, in which one such store outlives a server. `onFull` is called at every
   * try to keep more decided rooms than may be.
   */
  constructor(
    bounds: Partial<StorageBounds> = {},
    { isDurable = false, onFull = () => {} }: { isDurable?: boolean; onFull?: () => void } = {},
  ) {
    this.#onFull = onFull;
    this.isDurable = isDurable;
    this.#bounds = { ...MEMORY_BOUNDS, ...bounds };
  }

  readAccess(room: string): Reading<unknown> {
    return read<unknown>(this.#decided.get(room) ?? this.#undecided.get(room));
  }

  saveAccess({ room, record, decided }: AccessRow): Saved {
    const known = this.#decided.has(room);
    if (decided && !known && this.isFull()) return "full";
    this.deleteAccess(room);
    const rows = decided ? this.#decided : this.#undecided;
    rows.set(room, JSON.stringify(record));
    evict(this.#undecided, this.#bounds.undecided);
    return "saved";
  }

  isFull(): boolean {
    const isFull = this.#decided.size >= this.#bounds.decided;
    if (isFull) this.#onFull();
    return isFull;
  }

  deleteAccess(room: string): Saved {
    this.#decided.delete(room);
    this.#undecided.delete(room);
    return "saved";
  }

  decidedRows({ after, most }: { after: string; most: number }): AccessRow[] {
    const rooms = [...this.#decided.keys()].filter((room) => room > after).sort().slice(0, most);
    return rooms.map((room) => {
      const record: unknown = JSON.parse(this.#decided.get(room) ?? "null");
      return { room, record, decided: true };
    });
  }

  readCall(room: string): Reading<CallRecord> {
    return read<CallRecord>(this.#calls.get(room));
  }

  saveCall(record: CallRecord): Saved {
    this.#calls.delete(record.room);
    this.#calls.set(record.room, JSON.stringify(record));
    for (const text of evict(this.#calls, this.#bounds.calls)) this.#raiseFloor(text);
    return "saved";
  }

  deleteCall(room: string): Saved {
    this.#raiseFloor(this.#calls.get(room));
    this.#calls.delete(room);
    return "saved";
  }

  calls(): CallRecord[] {
    return [...this.#calls.values()].map((text) => JSON.parse(text));
  }

  callFloor(): number {
    return this.#callFloor;
  }

  counts(): StorageCounts {
    const [decided, undecided, calls] = [this.#decided, this.#undecided, this.#calls];
    return { decided: decided.size, undecided: undecided.size, calls: calls.size };
  }

  close(): void {}

  #raiseFloor(text: string | undefined): void {
    const reading = read<CallRecord>(text);
    if (reading.kind === "found") {
      this.#callFloor = Math.max(this.#callFloor, reading.value.number);
    }
  }
}

function read<T>(text: string | undefined): Reading<T> {
  return text === undefined ? { kind: "none" } : { kind: "found", value: JSON.parse(text) };
}

/** Removes the oldest entries beyond a bound; gives what they were. */
function evict(rows: Map<string, string>, bound: number): string[] {
  const gone: string[] = [];
  for (const [room, text] of rows) {
    if (rows.size <= bound) break;
    rows.delete(room);
    gone.push(text);
  }
  return gone;
}
