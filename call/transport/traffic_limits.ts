// The most that a page lets itself send and be sent.

/** In bit/s, headers included; `Infinity` where there is no limit. Voices are never cut by them. */
export interface TrafficLimits {
  /** Voices and pictures to everybody together. */
  readonly up: number;
  /** Pictures to everybody together, and from everybody. */
  readonly picturesUp: number;
  readonly picturesDown: number;
}

export const NO_LIMITS: TrafficLimits = {
  up: Infinity,
  picturesUp: Infinity,
  picturesDown: Infinity,
};

/** What a voice takes with all its headers, in bit/s: whole, and small. */
export const VOICE_RATE = { usual: 48_000, small: 20_000 };

/** What is left for pictures beside so many voices. */
export function picturesWithin({ up, picturesUp }: TrafficLimits, voices: number): number {
  const voice = isTight(up, voices) ? VOICE_RATE.small : VOICE_RATE.usual;
  return Math.max(0, Math.min(picturesUp, up - voice * voices));
}

/** Whether whole voices would leave pictures nothing of it. */
export function isTight(up: number, voices: number): boolean {
  return up < (VOICE_RATE.usual + VOICE_RATE.small) * voices;
}
