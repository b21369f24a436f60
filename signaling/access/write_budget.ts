// Limits how often the server saves one room; beyond this it collects changes for a moment.

/** Writes that a room may make at once. */
const BURST = 20;
/** Writes that flow back per second. */
const PER_SECOND = 2;
/** Rooms that are remembered; the one that wrote longest ago goes first, and has a full budget again. */
const MAX_ROOMS = 10_000;

/** A token bucket per room, in steady milliseconds. */
export class WriteBudget {
  readonly #rooms = new Map<string, { tokens: number; at: number }>();

  /** Takes one write; false when there are none left for now. */
  take(room: string, now: number): boolean {
    const known = this.#rooms.get(room) ?? { tokens: BURST, at: now };
    const tokens = Math.min(BURST, known.tokens + (now - known.at) * PER_SECOND / 1_000);
    const allowed = tokens >= 1;
    this.#rooms.delete(room); // to the end of the order
    this.#rooms.set(room, { tokens: allowed ? tokens - 1 : tokens, at: now });
    const [oldest] = this.#rooms.keys();
    if (this.#rooms.size > MAX_ROOMS && oldest !== undefined) this.#rooms.delete(oldest);
    return allowed;
  }
}
