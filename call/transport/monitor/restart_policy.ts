// How often the monitor restarts ICE of a broken connection, and when it says that there is no path. Pure.
// That one is broken, `connection_monitor.ts` and `connection_record.ts` find out.

/**
 * Pauses between two restarts of one connection, in milliseconds; the last one repeats. Browsers try
 * new paths in earnest only when the old one has been silent for 2.5 s (libwebrtc); a second restart
 * just then would throw away what the first one has found.
 */
const PAUSES_MS = [0, 3_500, 4_000, 8_000, 15_000, 30_000] as const;
/** After so long and two restarts the page says that there is no path, in milliseconds. */
const HOPELESS_MS = 12_000;

/** A connection in trouble, and what was done about it. */
export interface RecoveryState {
  /** Restarts since it began. */
  readonly restarts: number;
  /** When the last one was. */
  readonly restartedAt: number;
  /** When it began. */
  readonly since: number;
}

/** The trouble begins now. */
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

/** Whether to tell the person that there is no path. Restarts go on all the same. */
export function isHopeless({ restarts, since }: RecoveryState, now: number): boolean {
  return restarts >= 2 && now - since >= HOPELESS_MS;
}

/** Time in which no restart was possible does not count. */
export function postponed(trouble: RecoveryState, ms: number): RecoveryState {
  return { ...trouble, since: trouble.since + ms };
}
