// When a snapshot of a room was sealed, and which of two was sealed later.

/** When a snapshot was sealed, told so that it does not depend on clocks that somebody may set. */
export interface SnapshotStamp {
  /** The run of the server that sealed it. */
  readonly run: string;
  /** Grows with each snapshot of that run. */
  readonly tick: number;
  /** Runs that are known to have been before, the last one first. */
  readonly after: readonly string[];
  /** Milliseconds since 1970 by the clock of that run. */
  readonly at: number;
}

/** Runs before a snapshot's own that it names. */
const MAX_RUNS = 8;

/** When a snapshot was sealed, without what it says. */
export function stampOf({ run, tick, after, at }: SnapshotStamp): SnapshotStamp {
  return { run, tick, after, at };
}

/** Whether one was sealed after the other: by what is known, by their clocks only when nothing is. */
export function isNewer(one: SnapshotStamp, other: SnapshotStamp): boolean {
  if (one.run === other.run) return one.tick > other.tick;
  if (one.after.includes(other.run)) return true;
  if (other.after.includes(one.run)) return false;
  return one.at > other.at;
}

/** The runs before the one that goes on from this snapshot. */
export function runsUpTo({ run, after }: SnapshotStamp, known: readonly string[] = []): string[] {
  return [...new Set([run, ...after, ...known])].slice(0, MAX_RUNS);
}
