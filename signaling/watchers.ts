// Who watches which room from its lobby. A room need not be open to be watched.
import type { Notices } from "../protocol/events.ts";
import type { Estate } from "./estates/estate.ts";
import { count, type Room } from "./rooms.ts";
import type { Visitor } from "./visitor.ts";

/** Each visitor watches one room at most. */
export class Watchers {
  readonly #byRoom = new Map<string, Set<Visitor>>();
  #count = 0;

  /** Begins a watch and ends an earlier one. */
  add(visitor: Visitor, room: string): void {
    this.remove(visitor);
    visitor.watching = room;
    const watchers = this.#byRoom.get(room) ?? new Set();
    this.#byRoom.set(room, watchers.add(visitor));
    this.#count += 1;
  }

  /** Ends a watch, if there is one. */
  remove(visitor: Visitor): void {
    const { watching } = visitor;
    if (watching === null) return;
    visitor.watching = null;
    this.#count -= 1;
    const watchers = this.#byRoom.get(watching);
    watchers?.delete(visitor);
    if (watchers?.size === 0) this.#byRoom.delete(watching);
  }

  /** Those who watch this room. */
  of(room: string): Iterable<Visitor> {
    return this.#byRoom.get(room) ?? [];
  }

  /** Tells them a number. */
  tell(room: string, counted: Notices["room:count"]): void {
    for (const visitor of this.of(room)) {
      visitor.outlet.notify("room:count", counted);
    }
  }

  /** How many rooms are watched. */
  get rooms(): number {
    return this.#byRoom.size;
  }

  /** How many visitors watch a room. */
  count(): number {
    return this.#count;
  }
}

/** What a watcher is told of a room that may not be open; of one with a door its title alone. */
export function countIn(
  { name, room, estate, limit }: {
    name: string;
    room: Room | undefined;
    estate: Estate | null;
    limit: number;
  },
): Notices["room:count"] {
  const title = estate?.title ?? null;
  return { room: name, count: countFor(room ?? { members: [], estate }), limit, title };
}

/** How many are inside, for those outside; null when it is none of their business. */
export function countFor({ members, estate }: Pick<Room, "members" | "estate">): number | null {
  const isPrivate = estate !== null && (estate.locked || estate.closed || estate.password !== null);
  return isPrivate ? null : count({ members });
}
