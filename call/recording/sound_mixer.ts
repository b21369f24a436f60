// Mixes decoded sound of several people into blocks of one film. Pure.

/** Samples per second of everything here. */
export const SAMPLE_RATE = 48_000;

/** Packets that are so near to the end of the one before, in samples, follow it without a gap. */
const SEAM = SAMPLE_RATE / 100;

/** Left and right. */
export type Stereo = readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>];

/** Decoded sound of one stream, in order, until it is mixed. */
export class SoundTrack {
  #parts: { start: number; sound: Stereo }[] = [];
  #end = -Infinity;

  /** Adds what was said at `time`, in milliseconds. Times are whole; the seams are kept silent of it. */
  add(time: number, sound: Stereo): void {
    const wanted = Math.round(time * SAMPLE_RATE / 1_000);
    const start = Math.abs(wanted - this.#end) <= SEAM ? this.#end : wanted;
    this.#parts.push({ start, sound });
    this.#end = start + sound[0].length;
  }

  /** Adds what this stream has from sample `start` on to `block`, and forgets it. */
  mixInto(block: Stereo, start: number): void {
    const end = start + block[0].length;
    for (const part of this.#parts) {
      const from = Math.max(start, part.start);
      const to = Math.min(end, part.start + part.sound[0].length);
      for (const channel of [0, 1] as const) {
        for (let at = from; at < to; at++) {
          block[channel][at - start] = (block[channel][at - start] ?? 0) +
            (part.sound[channel][at - part.start] ?? 0);
        }
      }
    }
    this.#parts = this.#parts.filter((part) => part.start + part.sound[0].length > end);
  }
}

/** Sound of both channels, one after the other, with what is too loud bent down instead of cut off. */
export function limited(block: Stereo): Float32Array<ArrayBuffer> {
  const { length } = block[0];
  const whole = new Float32Array(2 * length);
  block.forEach((channel, i) => {
    channel.forEach((value, at) => {
      const size = Math.abs(value);
      const bent = size <= KNEE ? size : KNEE + (1 - KNEE) * Math.tanh((size - KNEE) / (1 - KNEE));
      whole[i * length + at] = Math.sign(value) * bent;
    });
  });
  return whole;
}

/** Up to here sound is left as it is; 1 is the loudest there can be. */
const KNEE = 0.8;
