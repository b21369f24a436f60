// Who waits before which room. A waiting person receives nothing of it.
import { MAX_WAITING, MAX_WAITING_PER_ADDRESS } from "../protocol/limits.ts";
import type { Wait, Waiting } from "../protocol/roles.ts";
import type { Visitor } from "./visitor.ts";

/** Each visitor waits before one room at most. */
export class Lobbies {
  readonly #byRoom = new Map<string, Map<Visitor, Waiting>>();
  #count = 0;
  /** What those who wait were told last. */
  readonly #told = new WeakMap<Visitor, Wait>();

  /** Begins to wait; false when there are too many, or of this address. A second knock changes the name only. */
  add(visitor: Visitor, { room, ...waiting }: Waiting & { room: string }): boolean {
    if (visitor.waiting !== null && visitor.waiting !== room) this.remove(visitor);
    const all = this.#byRoom.get(room) ?? new Map<Visitor, Waiting>();
    const known = all.get(visitor);
    if (known === undefined && !hasRoom(all, visitor)) return false;
    if (known === undefined) this.#count += 1;
    all.set(visitor, known === undefined ? waiting : { ...known, name: waiting.name });
    this.#byRoom.set(room, all);
    visitor.waiting = room;
    this.#told.delete(visitor); // may be a new page, or another room
    return true;
  }

  /** Whether a visitor was told something else before; notes it. */
  isNews(visitor: Visitor, wait: Wait): boolean {
    const told = this.#told.get(visitor);
    this.#told.set(visitor, wait);
    return told?.reason !== wait.reason || told.attended !== wait.attended;
  }

  /** Ends the wait; gives the room, null if there was no wait. */
  remove(visitor: Visitor): string | null {
    const { waiting: room } = visitor;
    if (room === null) return null;
    visitor.waiting = null;
    this.#count -= 1;
    const all = this.#byRoom.get(room);
    all?.delete(visitor);
    if (all?.size === 0) this.#byRoom.delete(room);
    return room;
  }

  /** Who waits before a room, the first to come first. */
  of(room: string): [visitor: Visitor, waiting: Waiting][] {
    return [...this.#byRoom.get(room) ?? []];
  }

  /** How many wait in all. */
  count(): number {
    return this.#count;
  }
}

/** An address that nobody tells counts as none: such a server has no door to the outside. */
function hasRoom(all: ReadonlyMap<Visitor, Waiting>, { address }: Visitor): boolean {
  if (all.size >= MAX_WAITING) return false;
  if (address === "") return true;
  const own = [...all.keys()].filter((visitor) => visitor.address === address).length;
  return own < MAX_WAITING_PER_ADDRESS;
}
