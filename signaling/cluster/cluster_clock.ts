// Server time that all processes agree on, whatever their own clocks say.
import type { Clock } from "../clock.ts";

/** A difference below this is the network's, in milliseconds. */
const TOLERANCE_MS = 500;

/** The clock of this machine, moved to the shared store's time. Durations and timers are as they were. */
export class ClusterClock implements Clock {
  readonly #clock: Clock;
  #ahead = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The shared store's time at this moment, in milliseconds since 1970. */
  set(shared: number): void {
    const ahead = shared - this.#clock.now();
    if (Math.abs(ahead - this.#ahead) > TOLERANCE_MS) this.#ahead = ahead;
  }

  now(): number {
    return this.#clock.now() + this.#ahead;
  }

  steady(): number {
    return this.#clock.steady();
  }

  setTimeout(action: () => void, ms: number): unknown {
    return this.#clock.setTimeout(action, ms);
  }

  clearTimeout(timer: unknown): void {
    this.#clock.clearTimeout(timer);
  }
}
