// Lets files go to one page no faster than the way to it carries beside the call.
import type { Clock } from "../ports.ts";
import { RoundTrips, ShortestTrip } from "./round_trips.ts";
import { FIRST_RATE, nextRate, type ServingRate } from "./serving_rate.ts";

/** Between two questions, and two looks at what their answers say, in milliseconds. */
const TICK_MS = 90;
/** Without anything to send for so long nothing is asked any more, in milliseconds. */
const IDLE_MS = 1_000;
/** What may go at once at first, in bytes: a small picture need not wait. */
const FIRST_BYTES = 32_768;
/** What goes at once is what so many milliseconds carry, within these bounds in bytes. */
const SLICE = { ms: 10, least: 1_200, most: 65_536 };
/** Slower than this a file would never come, in bytes a second. */
const LEAST_RATE = 1_000;
/** What was not used is kept for so many milliseconds. */
const KEPT_MS = 50;
/** The timers of a hidden page come once a second: what they missed by so much may go at once, in ms. */
const LATE_MS = { least: 500, most: 1_000 };

export interface ServingPaceOptions {
  clock: Pick<Clock, "after" | "steady">;
  /** Puts a question to the other page, which answers with its number; false: there is no way. */
  ask(number: number): boolean;
  /** The most that may go, in bytes a second; whatever the way carries if absent. */
  most?(): number;
  /** Something is sent from now on, or nothing any more. */
  onBusy?(on: boolean): void;
  /** How long the way there and back takes as the browser measures it, in ms; null if it does not. */
  pathTrip(): number | null;
}

/** All streams to one page take turns at one rate. */
export class ServingPace {
  readonly #options: ServingPaceOptions;
  readonly #trips = new RoundTrips();
  readonly #shortestPath = new ShortestTrip();
  #state: ServingRate = FIRST_RATE;
  #tokens = FIRST_BYTES;
  #filledAt: number;
  #takenAt: number;
  #questions = 0;
  #isTicking = false;
  /** Bytes since the last look, and when that was. */
  #sent = { bytes: 0, since: 0 };

  constructor(options: ServingPaceOptions) {
    this.#options = options;
    this.#filledAt = this.#takenAt = options.clock.steady();
  }

  /** Waits until something may be sent; answers how many bytes, at most so many. */
  async take(most: number): Promise<number> {
    const { clock } = this.#options;
    for (;;) {
      this.#takenAt = clock.steady();
      this.#tick();
      this.#fill();
      const slice = Math.min(most, this.#slice);
      if (this.#tokens >= slice) return this.#spend(Math.min(most, Math.floor(this.#tokens)));
      const wait = Math.ceil((slice - this.#tokens) / this.#rate * 1_000);
      const due = clock.steady() + wait;
      await new Promise<void>((done) => clock.after(wait, done));
      const late = clock.steady() - due;
      this.#fill(late >= LATE_MS.least ? LATE_MS.most : KEPT_MS);
    }
  }

  #spend(bytes: number): number {
    this.#tokens -= bytes;
    this.#sent.bytes += bytes;
    return bytes;
  }

  /** The other page has answered the question with this number. */
  hear(number: number): void {
    this.#trips.hear(number, this.#options.clock.steady());
  }

  get #rate(): number {
    return Math.max(LEAST_RATE, Math.min(this.#state.rate, this.#options.most?.() ?? Infinity));
  }

  get #slice(): number {
    const carried = Math.round(this.#rate * SLICE.ms / 1_000);
    return Math.min(SLICE.most, Math.max(SLICE.least, carried));
  }

  #fill(keptMs = KEPT_MS): void {
    const now = this.#options.clock.steady();
    const rate = this.#rate;
    const most = Math.max(this.#slice, rate * keptMs / 1_000, this.#tokens);
    this.#tokens = Math.min(most, this.#tokens + rate * (now - this.#filledAt) / 1_000);
    this.#filledAt = now;
  }

  #tick(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.#options.onBusy?.(true);
    this.#sent = { bytes: 0, since: this.#options.clock.steady() };
    this.#look();
  }

  #look(): void {
    const { clock, ask } = this.#options;
    const now = clock.steady();
    if (now - this.#takenAt > IDLE_MS) {
      this.#isTicking = false;
      this.#options.onBusy?.(false);
      return;
    }
    const path = this.#pathDelay(now);
    const passed = now - this.#sent.since;
    if (passed >= 2 * TICK_MS) {
      const sent = this.#sent.bytes * 1_000 / passed;
      this.#fill();
      this.#state = nextRate(this.#state, { now, sent, path, ...this.#trips.read(now) });
      this.#sent = { bytes: 0, since: now };
    }
    if (ask(++this.#questions)) this.#trips.ask(this.#questions, now);
    clock.after(TICK_MS, () => this.#look());
  }

  #pathDelay(now: number): number | null {
    const trip = this.#options.pathTrip();
    if (trip === null) return null;
    this.#shortestPath.note(trip, now);
    return this.#shortestPath.excess(trip);
  }
}
