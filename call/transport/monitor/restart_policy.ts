// How often a broken connection is given a new path, and when one says that there is none. Pure.

/**
 * Pauses between two restarts of one connection, in milliseconds; the last one repeats. Browsers try
 * new paths in earnest only when the old one has been silent for 2.5 s (libwebrtc); a second restart
 * just then would throw away what the first one has found.
 */
const PAUSES_MS = [0, 3_500, 4_000, 8_000, 15_000, 30_000] as const;
/** A path that was tried for so long, twice at least, is told to be none, in milliseconds. */
const HOPELESS_MS = 12_000;

/** The trouble of one connection. */
export interface RecoveryState {
  /** Restarts since it began. */
  readonly restarts: number;
  /** When the last one was. */
  readonly restartedAt: number;
  /** When it began. */
  readonly since: number;
}

/** Something is wrong from now on. */
export function recoveryAt(now: number): RecoveryState {
  return { restarts: 0, restartedAt: -Infinity, since: now };
}

/** Whether it is time for another restart. */
export function mayRestart({ restarts, restartedAt }: RecoveryState, now: number): boolean {
  const pause = PAUSES_MS[Math.min(restarts, PAUSES_MS.length - 1)] ?? 0;
  return now - restartedAt >= pause;
}

export function restarted(trouble: RecoveryState, now: number): RecoveryState {
  return { ...trouble, restarts: trouble.restarts + 1, restartedAt: now };
}

/** Whether to tell the person that there is no direct way. One goes on trying all the same. */
export function isHopeless({ restarts, since }: RecoveryState, now: number): boolean {
  return restarts >= 2 && now - since >= HOPELESS_MS;
}

/** A time in which nothing could be tried does not count. */
export function postponed(trouble: RecoveryState, ms: number): RecoveryState {
  return { ...trouble, since: trouble.since + ms };
}
