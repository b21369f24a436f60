// Limits the bytes and packets that one connection may send; it counts before any parsing.

/** Bytes at once. Greeting seven people takes about 120 000. */
export const BYTE_BURST = 1_048_576;
/** Bytes that the budget regains per second. */
export const BYTES_PER_SECOND = 131_072;
/** Packets at once, heartbeats included. */
export const PACKET_BURST = 600;
/** Packets that the budget regains per second. */
export const PACKETS_PER_SECOND = 100;

/** Share of the burst for a new connection of an address under suspicion. */
export const SUSPECT_SHARE = 0.25;

/** The budget of one connection. Mutable, because every packet asks it. */
export class TrafficBudget {
  #bytes: number;
  #packets: number;
  #at: number;

  /** `now` in milliseconds; `share` is how much of the usual burst it begins with. */
  constructor(now: number, share = 1) {
    this.#at = now;
    this.#bytes = BYTE_BURST * share;
    this.#packets = PACKET_BURST * share;
  }

  /** Counts a packet of so many bytes; false when the connection has spent more than it may. */
  take(bytes: number, now: number): boolean {
    const seconds = Math.max(0, now - this.#at) / 1_000; // a clock may be set back
    this.#at = now;
    this.#bytes = Math.min(BYTE_BURST, this.#bytes + seconds * BYTES_PER_SECOND) - bytes;
    this.#packets = Math.min(PACKET_BURST, this.#packets + seconds * PACKETS_PER_SECOND) - 1;
    return this.#bytes >= 0 && this.#packets >= 0;
  }
}
