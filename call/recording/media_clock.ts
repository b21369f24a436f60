// Turns the RTP timestamps of one stream into times of the recording, which all streams share. Pure.

/** For so long the smallest delay counts, in milliseconds. */
const WINDOW_MS = 10_000;
/** One smallest delay is kept for each so many milliseconds. */
const STEP_MS = 1_000;
/** Corrections move the times by at most so much of the time that passes. */
const SLEW = 0.02;
/** A stream that is so far off, in milliseconds, was begun anew by its sender. */
const JUMP_MS = 500;
/** No packet is overtaken by so much, in milliseconds. */
const OVERTAKEN_MS = 5_000;

/**
 * A packet that waited on its way came late, none comes early: the smallest delay of late tells where
 * the stream stands. Both clocks may drift apart; the correction follows them.
 */
export class MediaClock {
  readonly #ticksPerMs: number;
  /** Media time of the packet before, in milliseconds, and its RTP timestamp. */
  #last: { media: number; rtp: number } | null = null;
  /** Smallest delays, oldest first. */
  #delays: { until: number; delay: number }[] = [];
  #offset = 0;

  /** `rate` in ticks per second: 90 000 for pictures, 48 000 for sound. */
  constructor(rate: number) {
    this.#ticksPerMs = rate / 1_000;
  }

  /** The time of a packet that arrived at `now`, both in milliseconds of the recording. */
  timeOf(rtp: number, now: number): number {
    const passed = this.#last === null ? 0 : ((rtp - this.#last.rtp) | 0) / this.#ticksPerMs;
    const media = (this.#last?.media ?? 0) + passed;
    const isFirst = this.#last === null || passed < -OVERTAKEN_MS;
    if (passed > 0) this.#last = { media, rtp };
    const target = this.#smallest(now - media, now);
    const wrong = target - this.#offset;
    if (isFirst || Math.abs(wrong) > JUMP_MS) {
      this.#delays = [{ until: now + STEP_MS, delay: now - media }];
      this.#last = { media, rtp };
      this.#offset = now - media;
    } else {
      const most = Math.max(0, passed) * SLEW;
      this.#offset += Math.max(-most, Math.min(most, wrong));
    }
    return media + this.#offset;
  }

  #smallest(delay: number, now: number): number {
    const newest = this.#delays.at(-1);
    if (newest !== undefined && now < newest.until) newest.delay = Math.min(newest.delay, delay);
    else this.#delays.push({ until: now + STEP_MS, delay });
    this.#delays = this.#delays.filter(({ until }) => until > now - WINDOW_MS);
    return Math.min(...this.#delays.map((one) => one.delay));
  }
}
