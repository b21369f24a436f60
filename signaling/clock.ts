// Time as the signaling sees it, so that tests can hold it in their hands.

/** Two clocks and an alarm. */
export interface Clock {
  /** Milliseconds since 1970, for stamps. Somebody may set it, back too. */
  now(): number;
  /** Milliseconds since some moment, for spans of time. Nobody can set it. */
  steady(): number;
  setTimeout(action: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The machine's own time. */
export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  setTimeout: (action, ms) => setTimeout(action, ms),
  clearTimeout: (timer) => clearTimeout(timer as number | undefined),
};
