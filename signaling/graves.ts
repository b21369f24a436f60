// Rooms that ended in this run: what a copy of before the restart tells of them is over.

/** More than can end between two restarts within the life of a copy, or nearly so. */
const MAX_GRAVES = 10_000;

/** Remembers from which copy a room had gone on when it ended. */
export class Graves {
  readonly #bases = new Map<string, number>();

  /** The last member left. `base` is the version of the copy it went on from, 0 for none. */
  bury(name: string, base: number): void {
    if (base === 0) return; // copies of before the restart speak of another, older room
    this.#bases.delete(name);
    this.#bases.set(name, base);
    const [oldest] = this.#bases.keys();
    if (this.#bases.size > MAX_GRAVES && oldest !== undefined) this.#bases.delete(oldest);
  }

  /** Whether a copy of this version would bring back what has ended. */
  holds(name: string, version: number): boolean {
    return version <= (this.#bases.get(name) ?? 0);
  }
}
