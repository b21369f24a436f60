// The timer of a room's next liveness check. A check that comes late says more of this server than of anybody.
import type { Clock } from "../clock.ts";

/** A check that comes so late, in milliseconds, judges nobody: signs of life may wait to be read. */
const LATE_MS = 1_000;

/** Calls `check` with the steady time of the check, and only when it comes in time. */
export class LivenessTimer {
  readonly #clock: Clock;
  readonly #check: (now: number) => void;
  #timer: unknown;

  constructor(clock: Clock, check: (now: number) => void) {
    this.#clock = clock;
    this.#check = check;
  }

  /** Plans the next check for `due` (steady milliseconds) instead of any before; Infinity: none. */
  plan(due: number): void {
    this.stop();
    if (due !== Infinity) this.#set(due, Math.max(0, due - this.#clock.steady()));
  }

  /** Plans no check any more. */
  stop(): void {
    this.#clock.clearTimeout(this.#timer);
  }

  #set(due: number, ms: number): void {
    this.#timer = this.#clock.setTimeout(() => this.#ring(due), ms);
  }

  #ring(due: number): void {
    const now = Math.max(due, this.#clock.steady()); // timers may fire a moment early
    if (now - due > LATE_MS) this.#set(this.#clock.steady() + LATE_MS, LATE_MS);
    else this.#check(now);
  }
}
