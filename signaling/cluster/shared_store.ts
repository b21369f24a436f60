// What the processes of one service share, as the signaling sees it. server/redis/ implements it.

/** The answer to a renewal. */
export interface Renewal {
  /** Whether the lease had not run out: then nobody else can own a room of this process. */
  readonly held: boolean;
  /** The store's time in milliseconds since 1970: the one clock of all processes. */
  readonly now: number;
  /** Rooms about which something was decided, in all. */
  readonly decided: number;
  /** When the store was empty last, by its own clock: it has lost what it had if this changes. */
  readonly born: number;
}

/** Who owns a room. Records are JSON texts, null where there is none. */
export type Claim =
  | {
    readonly kind: "mine";
    /** The store's time at which this process became the owner; of two owners the later one counts. */
    readonly epoch: number;
    readonly access: string | null;
    readonly call: string | null;
    /** Up to this number all numbers of calls and lines may be used. */
    readonly floor: number;
  }
  | { readonly kind: "other"; readonly process: string }
  /** This process has no lease at the moment. */
  | { readonly kind: "no-lease" }
  /** The store was empty a moment ago, and others may still say that the room is theirs. */
  | { readonly kind: "unsettled" };

/** A decision of which a process has a copy. */
export interface CopiedRecord {
  readonly room: string;
  readonly text: string;
  /** Of two records of a room the one with the higher turn counts. */
  readonly turn: number;
}

/** A room that this process takes for its own. */
export interface HeldRoom {
  readonly room: string;
  readonly epoch: number;
}

/** A record to be written. The store refuses it where somebody else owns the room. */
export type SharedRecord =
  | {
    readonly kind: "access";
    readonly room: string;
    readonly text: string;
    readonly decided: boolean;
  }
  | { readonly kind: "call"; readonly room: string; readonly text: string }
  | { readonly kind: "no-call"; readonly room: string; readonly floor: number };

/** What became of a write; null when the store did not answer. */
export type Written = "saved" | "not-owner" | null;

/** Who listens to a store. */
export interface StoreListener {
  /** Somebody sent this process a text. Texts of one sender come in order, but some may be missing. */
  onMessage(text: string): void;
  /** The store can be reached, for the first time or again: texts in between are lost. */
  onUp(): void;
  onDown(): void;
}

/**
 * Leases, owners, records and messages. Nothing throws; null means that the store cannot be reached
 * or did not answer in time.
 */
export interface SharedStore {
  /** Names this process, for as long as it runs. */
  readonly process: string;
  readonly isUp: boolean;
  /** Begins to connect; from now on the listener hears. */
  listen(listener: StoreListener): void;
  /** Renews this process's lease, or takes it anew, for so many milliseconds. */
  renew(ttlMs: number): Promise<Renewal | null>;
  /** Says who owns a room (`isOwned`: it may have decisions that are being restored); it becomes this process's own if its owner has no lease. */
  claim(room: string, options: { isOwned: boolean }): Promise<Claim | null>;
  /** Confirms rooms; gives those that somebody else owns. Rooms that the store forgot are claimed again. */
  verify(rooms: readonly HeldRoom[]): Promise<string[] | null>;
  /** Gives rooms back. */
  release(rooms: readonly string[]): Promise<void>;
  /** Gives the lease back, and with it all rooms. */
  resign(): Promise<void>;
  /** Writes records that the store lacks, or has of an earlier turn; whether it did. */
  restore(records: readonly CopiedRecord[]): Promise<boolean>;
  write(record: SharedRecord): Promise<Written>;
  /** Sends a text to a process; gives how many heard it: 0 or 1. */
  publish(process: string, text: string): Promise<number | null>;
  close(): Promise<void>;
}
