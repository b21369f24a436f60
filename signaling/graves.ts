// Rooms that ended in this run: what a copy of before the restart tells of them is over.
import { type Copy, isNewer, type Stamp } from "./copies.ts";

/** More than can end between two restarts within the life of a copy, or nearly so. */
const MAX_GRAVES = 10_000;

interface Grave {
  readonly call: number;
  /** The newest copy from which it had gone on. */
  readonly base: Stamp;
  /** Everybody whom it had brought back. */
  readonly members: readonly string[];
}

/** Remembers which call had ended, for a server that keeps no calls on a disk. */
export class Graves {
  /** Null where a host ended the call: no copy of before the start is good there any more. */
  readonly #graves = new Map<string, Grave | null>();

  /** Nobody is left in the room, or a host ended the call (null). */
  bury(name: string, grave: Grave | null): void {
    const known = this.#graves.get(name);
    const members = [...new Set([...known?.members ?? [], ...grave?.members ?? []])];
    this.#graves.delete(name);
    this.#graves.set(name, known === null || grave === null ? null : { ...grave, members });
    const [oldest] = this.#graves.keys();
    if (this.#graves.size > MAX_GRAVES && oldest !== undefined) this.#graves.delete(oldest);
  }

  /** Whether this member was back in this run, in a call that is over. */
  hasLeft(name: string, member: string): boolean {
    return this.#graves.get(name)?.members.includes(member) ?? false;
  }

  /** Whether this copy would bring back what has ended. */
  holds(name: string, copy: Copy): boolean {
    const grave = this.#graves.get(name);
    if (grave === undefined) return false;
    return grave === null || copy.call === grave.call || !isNewer(copy, grave.base);
  }
}
