// Who watches which room from its lobby. A room need not be open to be watched.
import type { Visitor } from "./visitor.ts";

/** Each visitor watches one room at most. */
export class Watchers {
  readonly #byRoom = new Map<string, Set<Visitor>>();

  /** Begins a watch and ends an earlier one. */
  add(visitor: Visitor, room: string): void {
    this.remove(visitor);
    visitor.watching = room;
    const watchers = this.#byRoom.get(room) ?? new Set();
    this.#byRoom.set(room, watchers.add(visitor));
  }

  /** Ends a watch, if there is one. */
  remove(visitor: Visitor): void {
    const { watching } = visitor;
    if (watching === null) return;
    visitor.watching = null;
    const watchers = this.#byRoom.get(watching);
    watchers?.delete(visitor);
    if (watchers?.size === 0) this.#byRoom.delete(watching);
  }

  /** Those who watch this room. */
  of(room: string): Iterable<Visitor> {
    return this.#byRoom.get(room) ?? [];
  }

  /** How many rooms are watched. */
  get rooms(): number {
    return this.#byRoom.size;
  }

  /** How many visitors watch a room. */
  count(): number {
    return [...this.#byRoom.values()].reduce((sum, { size }) => sum + size, 0);
  }
}
