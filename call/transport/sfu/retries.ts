// When a connection to an SFU that failed is made anew: later the more often it has.
import type { Clock } from "../../ports.ts";

/** Pauses, in milliseconds; the last one repeats. */
const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000] as const;

export class Retries {
  readonly #clock: Pick<Clock, "after">;
  readonly #cancels = new Map<string, () => void>();
  #failures = 0;

  constructor(clock: Pick<Clock, "after">) {
    this.#clock = clock;
  }

  /** Runs it after a while, in place of what waits under this name. */
  later(name: string, run: () => void): void {
    const pause = PAUSES_MS[Math.min(this.#failures++, PAUSES_MS.length - 1)] ?? 0;
    this.wait(name, { ms: pause, run });
  }

  /** The same after a pause of one's own, which is no failure. */
  wait(name: string, { ms, run }: { ms: number; run: () => void }): void {
    this.cancel(name);
    this.#cancels.set(name, this.#clock.after(ms, run));
  }

  cancel(name: string): void {
    this.#cancels.get(name)?.();
    this.#cancels.delete(name);
  }

  /** Something works: the next failure is a first one. */
  succeeded(): void {
    this.#failures = 0;
  }

  stop(): void {
    for (const name of [...this.#cancels.keys()]) this.cancel(name);
  }
}
