// Which cause is announced: what is new, one at a time and seldom; the rest can be read beside the people. Pure.
import type { Cause, Causes } from "../transport/cause.ts";

/** Between two of them, in milliseconds. */
const PAUSE_MS = 60_000;

/** What was told in one call. */
export class Tellings {
  readonly #told = new Set<string>();
  #at = -Infinity;

  /** The one to tell now, of oneself first; each once in a call. An overloaded device is told elsewhere. */
  next(
    causes: Causes,
    { self, now }: { self: string; now: number },
  ): { id: string; cause: Cause } | null {
    if (now - this.#at < PAUSE_MS) return null;
    const fresh = [...causes].filter(([id, cause]) =>
      cause !== "own.cpu" && (id === self || !cause.startsWith("own.")) &&
      !this.#told.has(`${id} ${cause}`)
    );
    const [first] = fresh.toSorted(([a], [b]) => Number(b === self) - Number(a === self));
    if (first === undefined) return null;
    const [id, cause] = first;
    this.#told.add(`${id} ${cause}`);
    this.#at = now;
    return { id, cause };
  }
}
