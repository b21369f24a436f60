// What all pictures together may take of the uplink, found by trying: up slowly, down at once. Pure.
// The browsers' own estimates are one for each connection and cannot be added up.

/** What the paths to the others were like lately. */
export interface UplinkReading {
  /** Milliseconds of a steady clock. */
  now: number;
  /** By how much packets take longer than they can, in milliseconds: a queue before the uplink. */
  rise: number;
  /** Share of packets that are lost, 0 to 1. */
  loss: number;
  /** What all pictures together were sent with, in bit/s. */
  sent: number;
}

/** What is known of the uplink; begin with `beginUplink`. */
export interface UplinkState {
  /** For all pictures together, in bit/s. */
  readonly budget: number;
  /** Nothing has ever been too much: it grows faster. */
  readonly probing: boolean;
  /** What was too much last, in bit/s, and when; null if nothing was lately. */
  readonly ceiling: { readonly rate: number; readonly at: number } | null;
  readonly changedAt: number;
  /** When it was last cut, and so put to the test whether losses come from sending too much. */
  readonly doubtedAt: number;
  /** After so long that is tested again, in milliseconds. */
  readonly doubtMs: number;
  /** The least loss of the last readings: what the line loses anyway, with whatever load. */
  readonly losses: readonly { readonly loss: number; readonly at: number }[];
}

export const UPLINK_LIMITS = { least: 60_000, most: 6_000_000 } as const;
/** Between two changes, in milliseconds. */
const RAISE_MS = 2_000;
const CUT_MS = 1_500;
/** A queue that is worth a cut, and one that is no reason to stop growing, in milliseconds. */
const RISE = { bad: 50, severe: 250, calm: 30 };
/** The same of loss, beyond what the line loses anyway. */
const LOSS = { bad: 0.04, severe: 0.1, calm: 0.01 };
const CUT = { bad: 0.85, severe: 0.7 };
const GROWTH = { probing: 1.4, low: 1.25, far: 1.08, near: 1.02 };
/** Below this a larger step is a small one for any line that carries a call, in bit/s. */
const LOW = 250_000;
/** From this part of what was too much on it grows slowest. */
const NEAR = 0.85;
const PASSED = 1.05;
const FORGET_CEILING_MS = 60_000;
const LOSS_WINDOW_MS = 20_000;
/** No line loses more than this by itself; whether it does is tested, and again after this, in ms. */
const MOST_USUAL = 0.1;
const DOUBT = { loss: 0.02, ms: 10_000, mostMs: 80_000 };
/** A budget that is used less than this says nothing about the line. */
const USED = 0.6;

/** `known`: the last value on this network, in bit/s; null where there is none, then it is `first`. */
export function beginUplink(
  { known, first }: { known: number | null; first: number },
  now: number,
): UplinkState {
  return {
    ...{ budget: clamp(known ?? first), probing: known === null, ceiling: null, losses: [] },
    ...{ changedAt: now, doubtedAt: now, doubtMs: DOUBT.ms },
  };
}

/** The state after a reading. */
export function nextUplink(state: UplinkState, reading: UplinkReading): UplinkState {
  const { now, rise, loss, sent } = reading;
  const losses = [
    ...state.losses.filter(({ at }) => now - at <= LOSS_WINDOW_MS),
    { loss, at: now },
  ];
  const excess = Math.max(0, loss - 1.5 * usualLoss(losses));
  const waited = now - state.changedAt;
  const noted = { ...state, losses };
  // A queue that is always full looks like a line that loses by itself: sending less tells them apart.
  const isDoubtful = loss >= DOUBT.loss && now - state.doubtedAt >= state.doubtMs;
  const isTooMuch = rise >= RISE.bad || excess >= LOSS.bad;
  if (isTooMuch || isDoubtful) {
    if (waited < CUT_MS) return noted;
    const severe = rise >= RISE.severe || excess >= LOSS.severe || !isTooMuch;
    const arrived = sent * (1 - loss);
    const rate = Math.min(state.budget, Math.max(arrived, UPLINK_LIMITS.least));
    return {
      ...{ losses, probing: false, changedAt: now },
      budget: clamp(rate * (severe ? CUT.severe : CUT.bad)),
      ceiling: isTooMuch ? { rate, at: now } : state.ceiling,
      doubtedAt: now,
      doubtMs: isTooMuch ? DOUBT.ms : Math.min(DOUBT.mostMs, 2 * state.doubtMs),
    };
  }
  const calm = rise < RISE.calm && excess < LOSS.calm;
  if (!calm || waited < RAISE_MS || sent < USED * state.budget) return noted;
  return { ...noted, budget: clamp(state.budget * growthOf(state, now)), changedAt: now };
}

/** Slowly where it was too much lately, fast again once that is behind. */
function growthOf({ budget, probing, ceiling }: UplinkState, now: number): number {
  if (probing) return GROWTH.probing;
  const far = budget < LOW ? GROWTH.low : GROWTH.far;
  if (ceiling === null || now - ceiling.at >= FORGET_CEILING_MS) return far;
  const isNear = budget >= NEAR * ceiling.rate && budget <= PASSED * ceiling.rate;
  return isNear ? GROWTH.near : far;
}

/** What the line loses whatever is sent: the least of the last readings. */
function usualLoss(losses: UplinkState["losses"]): number {
  return losses.length < 3 ? 0 : Math.min(MOST_USUAL, ...losses.map(({ loss }) => loss));
}

function clamp(rate: number): number {
  return Math.round(Math.min(UPLINK_LIMITS.most, Math.max(UPLINK_LIMITS.least, rate)));
}
