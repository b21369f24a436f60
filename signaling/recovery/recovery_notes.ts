// What a server without a disk notes while it accepts snapshots of earlier runs, and forgets afterwards.
import type { Clock } from "../clock.ts";
import type { RoomAccess } from "../room/room_access.ts";
import type { SnapshotStamp } from "./snapshot_stamp.ts";
import { Tombstones } from "./tombstones.ts";

/** Rooms of which the server accepts snapshots in one run; it refuses those of others. */
export const MAX_ROOMS = 20_000;
/** Host keys of one room that are shown in that time; with one more its snapshots are void. */
export const MAX_KEYS = 64;

export interface RecoveryNotesOptions {
  clock: Clock;
  /** Time until the server accepts no snapshots any more, in milliseconds. */
  lastsMs: number;
}

/** All of it is freed after `lastsMs`, and nothing is noted any more. */
export class RecoveryNotes {
  readonly #clock: Clock;
  readonly #endsAt: number;
  #timer: unknown = null;
  readonly #tombstones = new Tombstones();
  /** Stamp and access rules of the newest snapshot of each room. */
  readonly #told = new Map<string, { stamp: SnapshotStamp; access: RoomAccess | null }>();
  /** The host keys that were shown in this run, and by whom last. */
  readonly #shown = new Map<string, Map<string, string | null>>();

  constructor({ clock, lastsMs }: RecoveryNotesOptions) {
    this.#clock = clock;
    this.#endsAt = clock.steady() + lastsMs;
  }

  /** Forgets everything. */
  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#tombstones.clear();
    this.#told.clear();
    this.#shown.clear();
  }

  /** Rooms of which something is noted: told, shown, ended. */
  get sizes(): [told: number, shown: number, ended: number] {
    return [this.#told.size, this.#shown.size, this.#tombstones.size];
  }

  get tombstones(): Pick<Tombstones, "holds" | "hasLeft"> {
    return this.#tombstones;
  }

  /** The newest snapshot of this room. */
  toldOf(room: string): { stamp: SnapshotStamp; access: RoomAccess | null } | undefined {
    return this.#told.get(room);
  }

  /** Whether there is a place for another room's snapshot. */
  get hasPlace(): boolean {
    return !this.#isOver && this.#told.size < MAX_ROOMS;
  }

  tell(room: string, told: { stamp: SnapshotStamp; access: RoomAccess | null }): void {
    this.#planEnd();
    this.#told.set(room, told);
  }

  /** The keys that were shown, with the member who showed each last; null once they stepped down. */
  shownAt(room: string): ReadonlyMap<string, string | null> | undefined {
    return this.#shown.get(room);
  }

  /** What cannot be noted makes the room's snapshots void: one of them might give a role back. */
  noteKey(room: string, { hash, member }: { hash: string; member: string | null }): void {
    if (this.#isOver) return;
    this.#planEnd();
    const known = this.#shown.get(room);
    const isFull = known === undefined
      ? this.#shown.size >= MAX_ROOMS
      : known.size >= MAX_KEYS && !known.has(hash);
    if (isFull) return this.#tombstones.add(room, null);
    this.#shown.set(room, (known ?? new Map<string, string | null>()).set(hash, member));
  }

  /** The room's call is over; see `Tombstones`. */
  addTombstone(...[room, tombstone]: Parameters<Tombstones["add"]>): void {
    if (this.#isOver) return;
    this.#planEnd();
    this.#tombstones.add(room, tombstone);
  }

  get #isOver(): boolean {
    return this.#clock.steady() >= this.#endsAt;
  }

  #planEnd(): void {
    const ms = Math.max(0, this.#endsAt - this.#clock.steady());
    this.#timer ??= this.#clock.setTimeout(() => this.stop(), ms);
  }
}
