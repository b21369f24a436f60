// The access rules of all rooms, open or not, kept in a storage that may outlive the process.
import { ownedPart } from "../../protocol/owned_rooms.ts";
import { type Clock, REAL_CLOCK } from "../clock.ts";
import { MemoryStorage } from "../memory_storage.ts";
import type { Reading, Storage } from "../storage.ts";
import { NEW_ACCESS, newestOf, type RoomAccess } from "../room/room_access.ts";
import { readAccess } from "./access_schema.ts";
import { isDecided, strictestOf } from "./access_retention.ts";
import { CreationLimiter } from "./creation_limiter.ts";
import { WriteBudget } from "./write_budget.ts";

/** Most unsaved records; beyond this the server refuses decisions about further rooms. */
const MAX_UNSAVED = 10_000;
/** Time before the server saves unsaved records again, in milliseconds. */
const RETRY_MS = 1_000;

/** A record that is valid in this process and not saved. */
interface Pending {
  readonly access: RoomAccess;
  /** later: the room writes too often; failed: the disk does; foreign: an unknown format is on the disk. */
  readonly why: "later" | "failed" | "foreign";
}

/** Access rules by room name. A room about which nobody decided anything takes no space here. */
export class AccessStore {
  /** Also for other records that outlive the process. */
  readonly storage: Storage;
  readonly makers = new CreationLimiter();
  readonly #clock: Clock;
  readonly #budget = new WriteBudget();
  readonly #pending = new Map<string, Pending>();
  #timer: unknown = null;

  constructor(storage: Storage | null = null, clock: Clock = REAL_CLOCK) {
    this.storage = storage ?? new MemoryStorage();
    this.#clock = clock;
  }

  /** The access rules of a room; null if it belongs to nobody. If they are unreadable, it is locked. */
  of(room: string): RoomAccess | null {
    if (ownedPart(room) === null) return null;
    const pending = this.#pending.get(room);
    return pending?.access ?? accessIn(this.storage.readAccess(room)) ?? NEW_ACCESS;
  }

  /** Whether anybody decided anything about this room, or made it on this server. */
  knows(room: string): boolean {
    return this.#pending.has(room) || this.storage.readAccess(room).kind !== "none";
  }

  /** Whether every decision about this room would survive this process. */
  isSaved(room: string): boolean {
    const why = this.#pending.get(room)?.why ?? "later";
    return why === "later";
  }

  /**
   * Whether somebody at this address may decide something about a room. The server counts rooms that
   * it has to remember, and limits them.
   */
  mayDecide(room: string, address: string): "yes" | "too-fast" | "server-full" {
    if (this.#pending.size >= MAX_UNSAVED && !this.#pending.has(room)) return "server-full";
    if (this.knows(room)) return "yes";
    if (this.storage.isFull()) return "server-full";
    return this.makers.take(address, this.#clock.steady()) ? "yes" : "too-fast";
  }

  /** Keeps access rules, unless newer ones are known; gives the newest. */
  keep(room: string, access: RoomAccess | null): RoomAccess | null {
    const known = this.of(room);
    const newest = known && newestOf(known, access);
    if (newest === null || newest === known) return newest;
    return this.#save(room, newest);
  }

  /** The room lives in another process; what was not saved is lost, as whoever decided it was told. */
  forget(room: string): void {
    this.#pending.delete(room);
  }

  /** Saves what the storage takes, and stops the timer. */
  close(): void {
    this.#flush();
    this.#clock.clearTimeout(this.#timer);
  }

  #save(room: string, wanted: RoomAccess): RoomAccess {
    const before = this.storage.readAccess(room);
    const foreign = isForeign(before);
    const access = foreign ? { ...wanted, locked: true } : wanted;
    const decided = isDecided(room, access);
    this.#pending.delete(room);
    if (before.kind === "none" && !decided) return access;
    if (foreign) this.#postpone(room, { access, why: "foreign" });
    else if (!this.#budget.take(room, this.#clock.steady())) {
      this.#postpone(room, { access, why: "later" });
    } else if (this.storage.saveAccess({ room, record: access, decided }) !== "saved") {
      this.#postpone(room, { access, why: "failed" });
    }
    return access;
  }

  /** There is space for whatever `mayDecide` allowed; undecided records may be lost. */
  #postpone(room: string, pending: Pending): void {
    if (this.#pending.size >= MAX_UNSAVED && !isDecided(room, pending.access)) return;
    this.#pending.set(room, pending);
    if (pending.why !== "foreign") this.#planRetry();
  }

  #planRetry(): void {
    this.#timer ??= this.#clock.setTimeout(() => {
      this.#timer = null;
      if (this.#flush()) this.#planRetry();
    }, RETRY_MS);
  }

  /**
   * Saves unsaved records; returns whether some are left that a later try may save. If the disk fails,
   * it tries one. A record that was not saved goes behind the others, so that none of them waits for it.
   */
  #flush(): boolean {
    const left = [...this.#pending].filter(([, { why }]) => why !== "foreign");
    let isLeft = false;
    for (const [room, { access }] of left) {
      const record = { room, record: access, decided: isDecided(room, access) };
      const saved = this.storage.saveAccess(record);
      this.#pending.delete(room);
      if (saved === "saved") continue;
      this.#pending.set(room, { access, why: "failed" });
      isLeft = true;
      if (saved === "failed") break;
    }
    return isLeft;
  }
}

/** Whether the record is damaged or of a newer version: the server never overwrites it. */
function isForeign(reading: Reading<unknown>): boolean {
  return reading.kind === "unreadable" ||
    (reading.kind === "found" && readAccess(reading.value) === null);
}

function accessIn(reading: Reading<unknown>): RoomAccess | null {
  switch (reading.kind) {
    case "none":
      return null;
    case "found":
      return readAccess(reading.value) ?? strictestOf(reading.value);
    case "unreadable":
      return strictestOf(undefined);
    default:
      return reading satisfies never;
  }
}
