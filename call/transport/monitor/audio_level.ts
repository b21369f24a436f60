// How loud a remote voice is, told from what statistics add up between two looks.
import type { ReceiverLike } from "../../rtc_ports.ts";
import type { VoiceTotals } from "./network_quality.ts";

/**
 * Browsers add up squares of the loudest sample within some ten milliseconds; the mean of voices and
 * of noise is about 11 dB below that. Everything else (RFC 6464, our own microphone) is a mean.
 */
const MEAN_OF_PEAK = 0.27;

/** Amplitudes, 0 to 1, of the time between two looks. */
export class LevelReader {
  #before: VoiceTotals | null = null;
  #stamp = -1;

  /** Takes one look; the receiver is asked where statistics do not know how loud the voice is. */
  read(voice: VoiceTotals | null, receiver: ReceiverLike | null): number {
    const before = this.#before;
    this.#before = voice;
    if (voice === null) return this.#levelOf(receiver);
    const seconds = voice.seconds - (before?.seconds ?? voice.seconds);
    if (before === null || seconds <= 0) return 0; // nothing was played meanwhile
    return MEAN_OF_PEAK * Math.sqrt(Math.max(0, voice.energy - before.energy) / seconds);
  }

  /** Browsers keep the last value when packets stop: the same time stamp twice is silence. */
  #levelOf(receiver: ReceiverLike | null): number {
    const [source] = receiver?.getSynchronizationSources() ?? [];
    if (source === undefined || source.rtpTimestamp === this.#stamp) return 0;
    this.#stamp = source.rtpTimestamp;
    return source.audioLevel ?? 0;
  }
}
