// Calls to other processes that have not been answered yet.
import type { Clock } from "../clock.ts";

/** A call without an answer after so long has failed, in milliseconds. */
const CALL_MS = 6_000;
/** Time between two looks at them, in milliseconds. */
const LOOK_MS = 500;
/** Calls under way, to all processes. */
export const MAX_CALLS = 50_000;

/** What came of a call; "broken": the link to the process broke, "silent": no answer came in time. */
export type Outcome =
  | { readonly kind: "answered"; readonly result: unknown }
  | { readonly kind: "broken" | "silent" };

interface Pending {
  readonly process: string;
  readonly until: number;
  readonly done: (outcome: Outcome) => void;
}

/** By number; each one ends exactly once. */
export class PendingCalls {
  readonly #clock: Clock;
  readonly #calls = new Map<number, Pending>();
  #made = 0;
  #timer: unknown = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** The number of a new call; null when too many are under way. */
  begin(process: string, done: (outcome: Outcome) => void): number | null {
    if (this.#calls.size >= MAX_CALLS) return null;
    const call = ++this.#made;
    this.#calls.set(call, { process, until: this.#clock.steady() + CALL_MS, done });
    this.#timer ??= this.#clock.setTimeout(() => this.#look(), LOOK_MS);
    return call;
  }

  /** A process answered; an answer to a call that ended is of no more use. */
  answer(process: string, call: number, result: unknown): void {
    const pending = this.#calls.get(call);
    if (pending?.process !== process) return;
    this.#calls.delete(call);
    pending.done({ kind: "answered", result });
  }

  /** The link to a process broke. */
  broken(process: string): void {
    this.#end("broken", (pending) => pending.process === process);
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#end("broken", () => true);
  }

  #end(kind: "broken" | "silent", isOver: (pending: Pending) => boolean): void {
    const over = [...this.#calls].filter(([, pending]) => isOver(pending));
    for (const [call] of over) this.#calls.delete(call);
    for (const [, { done }] of over) done({ kind });
  }

  #look(): void {
    this.#timer = null;
    const now = this.#clock.steady();
    this.#end("silent", ({ until }) => until <= now);
    if (this.#calls.size > 0) {
      this.#timer = this.#clock.setTimeout(() => this.#look(), LOOK_MS);
    }
  }
}
