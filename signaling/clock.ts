// The clock of the signaling, which tests replace.

/** Two clocks and timers. */
export interface Clock {
  /** Milliseconds since 1970, for timestamps. Somebody may set it, also back. */
  now(): number;
  /** Milliseconds since some moment, for durations. Nobody can set it. */
  steady(): number;
  setTimeout(action: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The clock of this machine. */
export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  setTimeout: (action, ms) => setTimeout(action, ms),
  clearTimeout: (timer) => clearTimeout(timer as number | undefined),
};
