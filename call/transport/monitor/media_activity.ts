// Whether media still arrive over a connection, judged by looking at its packets again and again. Pure.

/** What has arrived so far. Times are steady milliseconds. */
export interface MediaActivity {
  /** Changes with every packet that arrives. */
  readonly mark: number;
  /** When the mark last changed. */
  readonly activeAt: number;
  /** Changes without a pause, up to `STEADY`. Media that were never steady cannot be missed. */
  readonly streak: number;
}

/** So many changes in a row make the arrival steady. */
const STEADY = 4;

/** Nothing has arrived yet. */
export function noActivity(now: number): MediaActivity {
  return { mark: 0, activeAt: now, streak: 0 };
}

/** After another look. A connection with fewer packets than looks is never steady. */
export function update(
  activity: MediaActivity,
  { mark, now, isPause = false }: {
    mark: number;
    now: number;
    /** There is nothing to send: as good as if something had come. */
    isPause?: boolean;
  },
): MediaActivity {
  if (mark !== activity.mark || isPause) {
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

/** After this page slept: the silence was not the other side's. */
export function afterSleep(activity: MediaActivity, now: number): MediaActivity {
  return { ...activity, activeAt: now };
}
