// What outlives the process, as the signaling sees it. SQLite stands behind it; Redis could as well.

/** What a store has of something. */
export type Reading<T> =
  | { readonly kind: "none" }
  | { readonly kind: "found"; readonly value: T }
  /** There is something, but it cannot be read: nobody may take it for "none". */
  | { readonly kind: "unreadable" };

/** What became of a write: `full` is a bound of ours, `failed` the disk's word. */
export type Saved = "saved" | "full" | "failed";

/** An access record as it is kept: what hosts decided about one room. */
export interface AccessRow {
  readonly room: string;
  /** Any JSON value; what it means is the reader's business. */
  readonly record: unknown;
  /** Whether it must never make room for others. Rows of undecided rooms may be evicted. */
  readonly decided: boolean;
}

/** What is kept of the calls of one room. Of all call records the one saved longest ago is evicted first. */
export interface CallRecord {
  readonly room: string;
  /** Number of the call: it grows when the room is opened empty or ended. */
  readonly number: number;
  /** Server time in milliseconds since 1970. */
  readonly openedAt: number;
  readonly ended: boolean;
  /** Any JSON value. */
  readonly members: unknown;
}

/** Counts of rows, for figures and bounds. */
export interface StorageCounts {
  /** Access records with a decision in them. */
  readonly decided: number;
  /** Access records without one. */
  readonly undecided: number;
  readonly calls: number;
}

/**
 * A store of records by room. Nothing throws. Answers come at once: a store that is reached over a
 * network keeps a copy in memory and writes behind.
 */
export interface Storage {
  /** Whether it outlives this process: what it does not know then was never decided. */
  readonly isDurable: boolean;
  readAccess(room: string): Reading<unknown>;
  /** Writes or replaces a row. `full` when there are as many decided rows as may be. */
  saveAccess(row: AccessRow): Saved;
  /** Whether there are as many decided rows as may be. */
  isFull(): boolean;
  deleteAccess(room: string): Saved;
  /** Decided rows in the order of their rooms' names: at most `most`, after the room `after`. */
  decidedRows(options: { after: string; most: number }): AccessRow[];
  readCall(room: string): Reading<CallRecord>;
  /** Writes or replaces; evicts the oldest call records beyond the bound. */
  saveCall(record: CallRecord): Saved;
  /** `floor`: a number up to which all numbers of calls and lines may be used. */
  deleteCall(room: string, floor?: number): Saved;
  /** All call records, the one saved longest ago first; those that cannot be read are left out. */
  calls(): Iterable<CallRecord>;
  /** The highest number among call records that were evicted or deleted, 0 for none: new numbers start above it. */
  callFloor(): number;
  counts(): StorageCounts;
  close(): void;
}

/** How many rows there may be. */
export interface StorageBounds {
  /** Access records with a decision; beyond it further rooms are refused and none is evicted. */
  readonly decided: number;
  /** Access records without a decision; the one saved longest ago is evicted. */
  readonly undecided: number;
  /** Call records; the one saved longest ago is evicted. */
  readonly calls: number;
}

/** Bounds of a store on disk: about a gigabyte if a hundred thousand rooms have long records. */
export const DISK_BOUNDS: StorageBounds = { decided: 500_000, undecided: 20_000, calls: 50_000 };

/** Bounds of a store in memory. */
export const MEMORY_BOUNDS: StorageBounds = { decided: 50_000, undecided: 5_000, calls: 10_000 };
