// How fast a page may serve files to another one without a queue that voice and picture would stand in. Pure.

/** What is known of the way to a page; begin with `FIRST_RATE`. Times are of a steady clock, in ms. */
export interface ServingRate {
  /** In bytes a second. */
  readonly rate: number;
  /** What was too much last, in bytes a second; null while nothing ever was: it grows faster. */
  readonly ceiling: number | null;
  readonly changedAt: number;
  /** Since when questions are late, and the rate of then; null while they are not. */
  readonly late: { readonly since: number; readonly rate: number } | null;
  /** A delay that is the computers' own, in milliseconds, and for how long that is believed. */
  readonly own: { readonly ms: number; readonly until: number };
}

export const FIRST_RATE: ServingRate = {
  ...{ rate: 64_000, ceiling: null, late: null, changedAt: -Infinity },
  own: { ms: 0, until: -Infinity },
};
/** In bytes a second. */
const LIMITS = { least: 8_000, most: 200_000_000 };
/** By how much a question may take longer than it can before less is sent, in milliseconds. */
const DELAY = { calm: 14, bad: 24, severe: 80, jam: 1_000 };
const CUT = { bad: 0.8, severe: 0.5 };
const GROWTH = { probing: 2, far: 1.25, near: 1.05 };
/** Around what was too much, as parts of it, it grows slowest. */
const NEAR = { from: 0.8, to: 2 };
/** The least time between two changes, in milliseconds: a question of after one has to be answered. */
const PAUSE_MS = 200;
const MOST_TRIP_MS = 300;
/** A rate that is used less than this says nothing about the way. */
const USED = 0.6;
/** The browser measures the way every 2.5 s at least: by then it has seen what is late, in ms. */
const SEEN_MS = 4_000;
/** A computer's own delay may be so much longer than measured, up to this, for so long; in ms. */
const OWN = { more: 1.3, most: 150, ms: 10_000 };

export interface ServingReading {
  now: number;
  /** By how much questions take longer than they can, in milliseconds. */
  delay: number;
  /** How long they take, in milliseconds. */
  trip: number;
  /** Whether any was answered lately. */
  isAnswered: boolean;
  /** The same as `delay`, as the browser measures it on the way itself; null where it does not. */
  path: number | null;
  /** Bytes a second that were sent lately. */
  sent: number;
}

/** The rate after a reading: up while nothing waits on the way, down as soon as something does. */
export function nextRate(before: ServingRate, reading: ServingReading): ServingRate {
  const { now, trip, sent } = reading;
  const state = judged(before, reading);
  if (now - state.changedAt < PAUSE_MS + Math.min(trip, MOST_TRIP_MS)) return state;
  const delay = delayOf(state, reading);
  if (delay >= DELAY.bad) {
    const factor = delay >= DELAY.severe ? CUT.severe : CUT.bad;
    const used = Math.min(state.rate, Math.max(sent, LIMITS.least));
    const rate = clamp(delay >= DELAY.jam ? LIMITS.least : used * factor);
    return { ...state, rate, ceiling: used, changedAt: now };
  }
  if (delay >= DELAY.calm || sent < USED * state.rate) return state;
  return { ...state, rate: clamp(state.rate * growthOf(state)), changedAt: now };
}

/** What waits on the way, without what the computers need for themselves. */
function delayOf({ own }: ServingRate, { now, delay }: ServingReading): number {
  return delay - (now < own.until ? own.ms : 0);
}

/**
 * Questions also wait for a busy computer at either end, which sending less does not help. It is that
 * if they are still late when the browser has seen for a while that nothing waits on the way.
 */
function judged(state: ServingRate, reading: ServingReading): ServingRate {
  const { now, delay, path, isAnswered } = reading;
  const isOnTheWay = path === null || path >= DELAY.calm;
  const isOwn = !isOnTheWay && now < state.own.until && delay >= DELAY.bad;
  const own = isOwn ? { ms: state.own.ms, until: now + OWN.ms } : state.own;
  if (delayOf({ ...state, own }, reading) < DELAY.bad) return { ...state, own, late: null };
  const isNew = state.late === null || isOnTheWay || !isAnswered;
  const late = isNew ? { since: now, rate: state.rate } : state.late;
  if (isNew || now - late.since < SEEN_MS) return { ...state, own, late };
  return {
    ...{ ...state, rate: Math.max(state.rate, late.rate), late: null, changedAt: now },
    own: { ms: Math.min(OWN.most, OWN.more * delay), until: now + OWN.ms },
  };
}

function growthOf({ rate, ceiling }: ServingRate): number {
  if (ceiling === null) return GROWTH.probing;
  return rate < NEAR.from * ceiling || rate > NEAR.to * ceiling ? GROWTH.far : GROWTH.near;
}

function clamp(rate: number): number {
  return Math.min(LIMITS.most, Math.max(LIMITS.least, rate));
}
