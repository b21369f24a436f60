// How much one connection may send, whatever it means: bytes and packets, counted before any parsing.

/** Bytes at once. Greeting seven people takes about 120 000. */
export const BYTE_BURST = 1_048_576;
/** Bytes that flow back per second. */
export const BYTES_PER_SECOND = 131_072;
/** Packets at once, heartbeats included. */
export const PACKET_BURST = 600;
/** Packets that flow back per second. */
export const PACKETS_PER_SECOND = 100;

/** One connection's account. Mutable, because it is asked for every packet there is. */
export class Allowance {
  #bytes = BYTE_BURST;
  #packets = PACKET_BURST;
  #at: number;

  /** `now` in milliseconds. */
  constructor(now: number) {
    this.#at = now;
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
