// Who waits before which room. A waiting person receives nothing of it.
import { MAX_WAITING } from "../protocol/limits.ts";
import type { Waiting } from "../protocol/roles.ts";
import type { Visitor } from "./visitor.ts";

/** Each visitor waits before one room at most. */
export class Lobbies {
  readonly #byRoom = new Map<string, Map<Visitor, Waiting>>();

  /** Begins to wait; false when there are too many. A second knock changes the name only. */
  add(visitor: Visitor, { room, ...waiting }: Waiting & { room: string }): boolean {
    if (visitor.waiting !== null && visitor.waiting !== room) this.remove(visitor);
    const all = this.#byRoom.get(room) ?? new Map<Visitor, Waiting>();
    const known = all.get(visitor);
    if (known === undefined && all.size >= MAX_WAITING) return false;
    all.set(visitor, known === undefined ? waiting : { ...known, name: waiting.name });
    this.#byRoom.set(room, all);
    visitor.waiting = room;
    return true;
  }

  /** Ends the wait; gives the room, null if there was no wait. */
  remove(visitor: Visitor): string | null {
    const { waiting: room } = visitor;
    if (room === null) return null;
    visitor.waiting = null;
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
    return [...this.#byRoom.values()].reduce((sum, { size }) => sum + size, 0);
  }
}
