// Whether media still arrives over a connection: packets counted at a steady pace. Pure.

/** What was seen to arrive so far. Times are in milliseconds by one's own clock. */
export interface MediaActivity {
  /** What the newest packets looked like; it changes with each of them. */
  readonly mark: number;
  /** When it last changed. */
  readonly activeAt: number;
  /** Changes without a pause, up to `STEADY`. Media that were never steady cannot be missed. */
  readonly streak: number;
}

/** So many changes in a row make the arrival steady. */
const STEADY = 5;

/** Nothing has arrived yet. */
export function noActivity(now: number): MediaActivity {
  return { mark: 0, activeAt: now, streak: 0 };
}

/** Looks once more. A connection whose packets come less often than one looks is never steady. */
export function update(
  activity: MediaActivity,
  { mark, now }: { mark: number; now: number },
): MediaActivity {
  if (mark !== activity.mark) {
    return { mark, activeAt: now, streak: Math.min(STEADY, activity.streak + 1) };
  }
  return activity.streak >= STEADY ? activity : { ...activity, streak: 0 };
}

/** For how long nothing has arrived where media were steady, in milliseconds; 0 where they were not. */
export function silence(activity: MediaActivity, now: number): number {
  return activity.streak >= STEADY ? Math.max(0, now - activity.activeAt) : 0;
}

/** Whether something came within the last `ms` milliseconds. */
export function isActive(
  activity: MediaActivity,
  { now, ms }: { now: number; ms: number },
): boolean {
  return activity.mark !== 0 && now - activity.activeAt <= ms;
}

/** One slept oneself: the silence was not theirs. */
export function afterSleep(activity: MediaActivity, now: number): MediaActivity {
  return { ...activity, activeAt: now };
}
