// Runs something at once, but not more often than it may.
import type { Clock } from "../ports.ts";

export interface PacerOptions {
  clock: Pick<Clock, "after" | "steady">;
  /** Between two runs, in milliseconds. */
  pause: number;
  run(): void;
}

/** However often it is asked, the last asking is followed by a run. */
export class Pacer {
  readonly #options: PacerOptions;
  #ranAt = -Infinity;
  #cancel: (() => void) | null = null;
  #dueAt = Infinity;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** Runs now, or as soon as it may; with `ms` not before so many milliseconds have passed. */
  ask(ms = 0): void {
    const { clock, pause } = this.#options;
    const now = clock.steady();
    const at = Math.max(now + ms, this.#ranAt + pause);
    if (at <= now) return this.#run();
    if (this.#cancel !== null && this.#dueAt <= at) return;
    this.stop();
    this.#dueAt = at;
    this.#cancel = clock.after(at - now, () => this.#run());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#dueAt = Infinity;
  }

  #run(): void {
    this.stop();
    this.#ranAt = this.#options.clock.steady();
    this.#options.run();
  }
}
