// Two mistakes that everybody makes: talking while muted, and a microphone that hears nothing. Pure.

/** −45 dBFS as an amplitude: louder than this is meant to be heard. */
const TALKING_LEVEL = 10 ** (-45 / 20);
/** So long one talks into a muted microphone before the hint comes, in milliseconds. */
const TALKING_FOR_MS = 1_500;
/** A hint that was given is not given again for so long. */
export const HINT_PAUSE_MS = 60_000;
/** Below this even an empty room is not: the microphone is dead. */
const DEAD_LEVEL = 1e-4;
/** So long a microphone must be dead before the hint comes. */
const DEAD_FOR_MS = 5_000;
/** The same once it was heard: headsets that filter noise give nothing at all between words. */
const DUMB_FOR_MS = 60_000;
/** Pauses between words do not end the talking. */
const BREATH_MS = 500;

/** What a detector remembers. Times in milliseconds; null = not. */
export interface Detector {
  since: number | null;
  /** When the level last agreed. */
  agreedAt: number;
  hintedAt: number | null;
  /** Something was heard of this microphone. */
  heard: boolean;
}

export const QUIET: Detector = { since: null, agreedAt: 0, hintedAt: null, heard: false };

/** One moment of the own microphone. */
export interface Moment {
  now: number;
  /** Amplitude, 0 to 1. */
  level: number;
  /** Whether others would hear it. */
  on: boolean;
}

/** Somebody talks although nobody hears them. `hint` is true at most once a minute. */
export function talkingWhileMuted(
  detector: Detector,
  { now, level, on }: Moment,
): { detector: Detector; hint: boolean } {
  if (on) return { detector: { ...detector, since: null }, hint: false };
  if (level > TALKING_LEVEL) {
    return hinted({ ...detector, since: detector.since ?? now, agreedAt: now }, {
      now,
      after: TALKING_FOR_MS,
    });
  }
  const breath = detector.since !== null && now - detector.agreedAt < BREATH_MS;
  return { detector: breath ? detector : { ...detector, since: null }, hint: false };
}

/** The microphone is on and gives nothing at all. `listening`: the meter runs and is seen. */
export function deadMicrophone(
  detector: Detector,
  { now, level, on, listening }: Moment & { listening: boolean },
): { detector: Detector; hint: boolean } {
  const heard = detector.heard || level > DEAD_LEVEL;
  if (!on || !listening || level > DEAD_LEVEL) {
    return { detector: { ...detector, since: null, heard }, hint: false };
  }
  const after = heard ? DUMB_FOR_MS : DEAD_FOR_MS;
  return hinted({ ...detector, since: detector.since ?? now }, { now, after });
}

function hinted(
  detector: Detector,
  { now, after }: { now: number; after: number },
): { detector: Detector; hint: boolean } {
  const { since, hintedAt } = detector;
  const long = since !== null && now - since >= after;
  const again = hintedAt === null || now - hintedAt >= HINT_PAUSE_MS;
  if (!long || !again) return { detector, hint: false };
  return { detector: { ...detector, since: null, hintedAt: now }, hint: true };
}
