// Rooms that ended in this run: no snapshot from before the restart may bring them back.
import type { RoomSnapshot } from "./room_snapshot.ts";
import { isNewer, type SnapshotStamp } from "./snapshot_stamp.ts";

/** Rooms to remember; with one more, snapshots of all other rooms are void. */
export const MAX_TOMBSTONES = 10_000;

interface Tombstone {
  readonly call: number;
  /** The newest snapshot from which the room had continued. */
  readonly base: SnapshotStamp;
  /** All members whom snapshots had brought back. */
  readonly members: readonly string[];
}

/** Remembers which call had ended, for a server that keeps no calls on a disk. */
export class Tombstones {
  /** Null where a host ended the call: there, every snapshot from before the start is void. */
  readonly #tombstones = new Map<string, Tombstone | null>();
  /** A room ended that is not among them. */
  #isOverfull = false;

  get size(): number {
    return this.#tombstones.size;
  }

  clear(): void {
    this.#tombstones.clear();
    this.#isOverfull = false;
  }

  /** Nobody is left in the room, or a host ended the call (null). */
  add(name: string, tombstone: Tombstone | null): void {
    const known = this.#tombstones.get(name);
    if (known === undefined && this.size >= MAX_TOMBSTONES) {
      this.#isOverfull = true;
      return;
    }
    const members = [...new Set([...known?.members ?? [], ...tombstone?.members ?? []])];
    this.#tombstones.set(
      name,
      known === null || tombstone === null ? null : { ...tombstone, members },
    );
  }

  /** Whether this member was back in this run, in a call that is over. */
  hasLeft(name: string, member: string): boolean {
    return this.#tombstones.get(name)?.members.includes(member) ?? false;
  }

  /** Whether this snapshot would bring back what has ended. */
  holds(name: string, snapshot: RoomSnapshot): boolean {
    const tombstone = this.#tombstones.get(name);
    if (tombstone === undefined) return this.#isOverfull;
    return tombstone === null || snapshot.call === tombstone.call ||
      !isNewer(snapshot, tombstone.base);
  }
}
