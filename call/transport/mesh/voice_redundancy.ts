// Whether a voice is sent twice (RED, RFC 2198) on one path: where packets are lost without a queue. Pure.

/** What one path was like lately. */
export interface PathReading {
  /** Milliseconds of a steady clock. */
  now: number;
  /** Share of packets that are lost, 0 to 1. */
  loss: number;
  /** By how much packets take longer than they can, in milliseconds. */
  rise: number;
}

export interface Redundancy {
  readonly isOn: boolean;
  /** Readings in a row that speak for a change. */
  readonly doubts: number;
  /** When it last changed. */
  readonly changedAt: number;
}

export const NO_REDUNDANCY: Redundancy = { isOn: false, doubts: 0, changedAt: -Infinity };

/** Opus alone hides less than this well. */
const LOSSY = 0.05;
const CLEAR = 0.01;
/** Who loses packets because of a queue loses more by sending more, in milliseconds. */
const QUEUE_MS = 50;
/** Readings come every other second. */
const READINGS = { on: 3, off: 15, queued: 2 };
/** For so long it is not tried again, in milliseconds. */
const PAUSE_MS = 60_000;

/** The state after a reading. */
export function nextRedundancy(state: Redundancy, reading: PathReading): Redundancy {
  const { isOn, doubts, changedAt } = state;
  const { now, loss, rise } = reading;
  const isQueued = rise >= QUEUE_MS;
  if (!isOn && now - changedAt < PAUSE_MS) return state;
  const speaksForChange = isOn ? isQueued || loss < CLEAR : !isQueued && loss >= LOSSY;
  if (!speaksForChange) return { ...state, doubts: 0 };
  const enough = !isOn ? READINGS.on : isQueued ? READINGS.queued : READINGS.off;
  if (doubts + 1 < enough) return { ...state, doubts: doubts + 1 };
  return { isOn: !isOn, doubts: 0, changedAt: now };
}
