// All estates that were ever changed, whether their rooms are open or not.
import { ownedPart } from "../../protocol/owned.ts";
import { type Estate, NEW_ESTATE, newestOf } from "./estate.ts";

/** Where estates outlive this process. Must not throw. */
export interface Shelf {
  load(): Iterable<[room: string, estate: Estate]>;
  save(room: string, estate: Estate): void;
}

/** Estates that are kept; the one that was changed longest ago goes first. */
const MAX_ESTATES = 100_000;

/** Estates by the name of their room. A room that nobody changed needs no place here. */
export class Registry {
  readonly #estates = new Map<string, Estate>();
  readonly #shelf: Shelf | null;

  constructor(shelf: Shelf | null = null) {
    this.#shelf = shelf;
    for (const [room, estate] of shelf?.load() ?? []) this.#estates.set(room, estate);
  }

  /** The estate of a room; null if it belongs to nobody. */
  of(room: string): Estate | null {
    return ownedPart(room) === null ? null : this.#estates.get(room) ?? NEW_ESTATE;
  }

  /** Whether anything was ever decided about this room. */
  knows(room: string): boolean {
    return this.#estates.has(room);
  }

  /** Keeps an estate, unless a newer one is known; gives the newest. */
  keep(room: string, estate: Estate | null): Estate | null {
    const known = this.of(room);
    const newest = known && newestOf(known, estate);
    if (newest === null || newest === known) return newest;
    this.#estates.delete(room); // to the end of the order
    this.#estates.set(room, newest);
    const [oldest] = this.#estates.keys();
    if (this.#estates.size > MAX_ESTATES && oldest !== undefined) this.#estates.delete(oldest);
    this.#shelf?.save(room, newest);
    return newest;
  }
}
