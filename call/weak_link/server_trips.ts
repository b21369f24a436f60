// How long the way to the signaling server and back takes: asked for seldom, more often when something is wrong.
import type { Clock, Outcome } from "../ports.ts";

/** Between two questions, in milliseconds. */
const PAUSE_MS = { usual: 30_000, urgent: 4_000 };
/** An answer that is older says nothing of the present, in milliseconds. */
const OLD_MS = { usual: 45_000, urgent: 12_000 };
/** The shortest of so many trips is how fast it can be. */
const KEPT = 20;
/** No usual way takes longer than this, in milliseconds. */
const USUAL_MS = 450;

/** Asks one question at a time. */
export class ServerTrips {
  readonly #clock: Pick<Clock, "steady">;
  readonly #ask: () => Promise<Outcome<unknown>>;
  readonly #trips: number[] = [];
  #isAsking = false;
  #askedAt = -Infinity;
  #answeredAt = -Infinity;
  #isUrgent = false;

  constructor(clock: Pick<Clock, "steady">, ask: () => Promise<Outcome<unknown>>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  /** Asks if it is time to. */
  look(now: number, { isUrgent }: { isUrgent: boolean }): void {
    this.#isUrgent = isUrgent;
    const pause = isUrgent ? PAUSE_MS.urgent : PAUSE_MS.usual;
    if (!this.#isAsking && now - this.#askedAt >= pause) void this.#measure(now);
  }

  /** By how much the newest trip was longer than it can be, in milliseconds; null while unknown. */
  rise(now: number): number | null {
    const newest = this.#trips.at(-1);
    const old = this.#isUrgent ? OLD_MS.urgent : OLD_MS.usual;
    if (newest === undefined || now - this.#answeredAt > old) return null;
    return Math.round(Math.max(0, newest - Math.min(...this.#trips), newest - USUAL_MS));
  }

  async #measure(now: number): Promise<void> {
    this.#isAsking = true;
    this.#askedAt = now;
    try {
      const { ok } = await this.#ask();
      if (!ok) return; // there is a banner for that
      this.#answeredAt = this.#clock.steady();
      this.#trips.push(Math.min(60_000, this.#answeredAt - now));
      if (this.#trips.length > KEPT) this.#trips.shift();
    } finally {
      this.#isAsking = false;
    }
  }
}
