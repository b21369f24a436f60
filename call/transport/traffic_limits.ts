// The most that a page lets itself send and be sent.

/** In bit/s, headers included; `Infinity` where there is no limit. Voices are never cut by them. */
export interface TrafficLimits {
  /** Voices and pictures to everybody together. */
  readonly up: number;
  /** Pictures to everybody together, and from everybody. */
  readonly picturesUp: number;
  readonly picturesDown: number;
  /** The own voice is music. */
  readonly music: boolean;
}

export const NO_LIMITS: TrafficLimits = {
  up: Infinity,
  picturesUp: Infinity,
  picturesDown: Infinity,
  music: false,
};

/** What a voice takes with all its headers, in bit/s: whole, small, and music. */
export const VOICE_RATE = { usual: 48_000, small: 20_000, music: 150_000 };

/** What is left for pictures beside so many voices. */
export function picturesWithin(limits: TrafficLimits, voices: number): number {
  const { up, picturesUp } = limits;
  const voice = isTight(limits, voices) ? VOICE_RATE.small : wholeVoice(limits);
  return Math.max(0, Math.min(picturesUp, up - voice * voices));
}

/** Whether whole voices would leave pictures nothing of it. */
export function isTight(limits: TrafficLimits, voices: number): boolean {
  return limits.up < (wholeVoice(limits) + VOICE_RATE.small) * voices;
}

function wholeVoice({ music }: TrafficLimits): number {
  return music ? VOICE_RATE.music : VOICE_RATE.usual;
}

/** What files get of a limit while any go; sound and pictures have the rest. */
const FILES = 0.3;

/** For files to everybody together, in bytes a second, where `up` bit/s is the most for all. */
export function filesWithin(up: number): number {
  return FILES * up / 8;
}

/** For sound and pictures, in bit/s, while files go to so many. */
export function mediaWithin(up: number, serving: number): number {
  return serving > 0 ? (1 - FILES) * up : up;
}

/** What a person has set as the most that is sent, in bit/s. */
export function uplinkOf({ uplinkCap }: { readonly uplinkCap: number }): number {
  return uplinkCap === 0 ? Infinity : 1_000 * uplinkCap;
}
