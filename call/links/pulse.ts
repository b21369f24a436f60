// Whether media still arrives over a connection: a pulse that is felt at a steady pace. Pure.

/** What was felt so far. Times are in milliseconds by one's own clock. */
export interface Pulse {
  /** What the newest packets looked like; it changes with each of them. */
  readonly mark: number;
  /** When it last changed. */
  readonly beatAt: number;
  /** Changes without a pause, up to `STEADY`. A pulse that was never steady cannot be missed. */
  readonly beats: number;
}

/** So many changes in a row make a pulse steady. */
const STEADY = 5;

/** Nothing was felt yet. */
export function noPulse(now: number): Pulse {
  return { mark: 0, beatAt: now, beats: 0 };
}

/** Feels once more. A connection whose packets come less often than one looks is never steady. */
export function feel(pulse: Pulse, { mark, now }: { mark: number; now: number }): Pulse {
  if (mark !== pulse.mark) {
    return { mark, beatAt: now, beats: Math.min(STEADY, pulse.beats + 1) };
  }
  return pulse.beats >= STEADY ? pulse : { ...pulse, beats: 0 };
}

/** For how long a steady pulse has been silent, in milliseconds; 0 for one that is not. */
export function silence(pulse: Pulse, now: number): number {
  return pulse.beats >= STEADY ? Math.max(0, now - pulse.beatAt) : 0;
}

/** Whether something came within the last `ms` milliseconds. */
export function isBeating(pulse: Pulse, { now, ms }: { now: number; ms: number }): boolean {
  return pulse.mark !== 0 && now - pulse.beatAt <= ms;
}

/** One slept oneself: the silence was not theirs. */
export function afterSleep(pulse: Pulse, now: number): Pulse {
  return { ...pulse, beatAt: now };
}
