// How much longer than they can questions to another page take: what waits on the way to it. Pure.

/** The shortest trip of this time is how short one can be, in milliseconds; kept in parts of it. */
const BEST_MS = 60_000;
const PART_MS = 5_000;
/** Trips count as being of now for so long, in milliseconds, and until they were read once. */
const NOW_MS = 350;
/** Questions that are waited for. */
const MOST = 50;

/** The shortest of the trips of late; times in milliseconds of a steady clock. */
export class ShortestTrip {
  /** Of each part of the time, oldest first. */
  #parts: { until: number; ms: number }[] = [];

  note(ms: number, now: number): void {
    const newest = this.#parts.at(-1);
    if (newest !== undefined && now < newest.until) newest.ms = Math.min(newest.ms, ms);
    else this.#parts.push({ until: now + PART_MS, ms });
    this.#parts = this.#parts.filter(({ until }) => until > now - BEST_MS);
  }

  /** By how much a trip is longer. */
  excess(ms: number): number {
    const shortest = Math.min(...this.#parts.map((part) => part.ms));
    return Number.isFinite(shortest) ? Math.max(0, ms - shortest) : ms;
  }
}

/** Questions have numbers; times are in milliseconds of a steady clock. */
export class RoundTrips {
  readonly #asked = new Map<number, number>();
  readonly #shortest = new ShortestTrip();
  #lately: { at: number; ms: number }[] = [];
  #readAt = -Infinity;

  ask(number: number, now: number): void {
    this.#asked.set(number, now);
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > MOST && oldest !== undefined) this.#asked.delete(oldest);
  }

  hear(number: number, now: number): void {
    const at = this.#asked.get(number);
    if (at === undefined) return;
    // Answers come in the order of the questions: one that was passed over is lost.
    for (const before of this.#asked.keys()) if (before <= number) this.#asked.delete(before);
    this.#lately.push({ at: now, ms: now - at });
    this.#shortest.note(now - at, now);
  }

  /**
   * The shortest trip of now, and by how much it is longer than the shortest of all: one that was late
   * by chance does not count.
   */
  read(now: number): { trip: number; delay: number; isAnswered: boolean } {
    const since = Math.min(this.#readAt, now - NOW_MS);
    this.#lately = this.#lately.filter(({ at }) => at >= since);
    this.#readAt = now;
    const [oldest] = this.#asked.values();
    const waiting = oldest === undefined ? 0 : now - oldest;
    const shortest = Math.min(...this.#lately.map(({ ms }) => ms));
    const isAnswered = Number.isFinite(shortest);
    const trip = isAnswered ? shortest : waiting;
    return { trip, delay: this.#shortest.excess(trip), isAnswered };
  }
}
