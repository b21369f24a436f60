// Notices that this page could not watch its connections for a while: it slept, or was too busy.
import type { Clock } from "../../ports.ts";

/** After such a pause between two checks the page has slept, and anything may have changed. */
const SLEPT_MS = 2_000;
/** A check that comes so much later than the one before was delayed: the page is too busy. */
const BUSY_MS = 600;
const BUSY_FACTOR = 1.5;

/** What passed between two checks; times are in milliseconds. */
export interface Interval {
  /** Steady time of this check. */
  now: number;
  /** Steady time since the check before. */
  gap: number;
  /** The longer of what the steady clock and the date say. */
  absent: number;
  /** The page could not watch: what it missed was not the others' fault. */
  wasAbsent: boolean;
  hasSlept: boolean;
}

/** Compares each check with the one before. */
export class AbsenceDetector {
  readonly #clock: Pick<Clock, "now" | "steady">;
  #at = 0;
  /** The date of that moment. */
  #on = 0;
  #gap = 0;

  constructor(clock: Pick<Clock, "now" | "steady">) {
    this.#clock = clock;
  }

  /** The next check is compared with this moment. */
  begin(): void {
    this.#at = this.#clock.steady();
    this.#on = this.#clock.now();
  }

  /** This is a check. */
  check(): Interval {
    const now = this.#clock.steady();
    const date = this.#clock.now();
    const gap = now - this.#at;
    // A steady clock may stand still while the computer sleeps; the date does not.
    const absent = Math.max(gap, date - this.#on);
    const isBusy = absent >= BUSY_MS && absent >= BUSY_FACTOR * this.#gap; // a hidden page checks once a second
    const hasSlept = absent >= SLEPT_MS;
    this.#at = now;
    this.#on = date;
    this.#gap = gap;
    return { now, gap, absent, hasSlept, wasAbsent: isBusy || hasSlept };
  }
}
