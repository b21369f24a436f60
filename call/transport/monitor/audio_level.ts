// How loud a remote voice is right now, read from its receiver.
import type { ReceiverLike } from "../../rtc_ports.ts";

/** Looks without a new packet after which a voice counts as silent. */
const STALE_LOOKS = 3;

/**
 * Reads the loudness that came with the newest packet (RFC 6464). Browsers keep the last value when
 * packets stop, so a reading whose time stamp stands still for three looks is silence.
 */
export class LevelReader {
  #stamp = -1;
  #looks = 0;

  /** Amplitude, 0 to 1. To be asked at a steady pace. */
  read(receiver: ReceiverLike): number {
    const [source] = receiver.getSynchronizationSources();
    if (source === undefined) return 0;
    this.#looks = source.rtpTimestamp === this.#stamp ? this.#looks + 1 : 0;
    this.#stamp = source.rtpTimestamp;
    return this.#looks >= STALE_LOOKS ? 0 : source.audioLevel ?? 0;
  }
}
