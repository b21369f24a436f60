// How much this computer is spared, by what encoding and decoding cost it: down soon, back slowly. Pure.

/** What was seen since the last look. */
export interface CpuReading {
  /** Milliseconds of a steady clock. */
  now: number;
  /** It does not keep up. */
  isStrained: boolean;
  /** It has room for more. */
  isCalm: boolean;
}

export interface CpuState {
  /** 0: nothing is spared; up to `MOST_SPARED`. */
  readonly level: number;
  readonly changedAt: number;
  /** Since when it has been strained, or calm, without a pause; null while it is not. */
  readonly strainedSince: number | null;
  readonly calmSince: number | null;
  /** When it was last given more to do. */
  readonly easedAt: number;
  /** So long it has to be calm before it is given more, in milliseconds. */
  readonly holdMs: number;
}

export const MOST_SPARED = 4;
/** A strain that is shorter is an accident, in milliseconds. */
const STRAIN_MS = 4_000;
const HOLD = { first: 20_000, most: 320_000 };
/** A strain so soon after it was given more was caused by that, in milliseconds. */
const RELAPSE_MS = 40_000;

export const NOT_SPARED: CpuState = {
  ...{ level: 0, changedAt: -Infinity, easedAt: -Infinity, holdMs: HOLD.first },
  ...{ strainedSince: null, calmSince: null },
};

/** The state after a reading. */
export function nextCpu(state: CpuState, { now, isStrained, isCalm }: CpuReading): CpuState {
  const strainedSince = isStrained ? state.strainedSince ?? now : null;
  const calmSince = isCalm && !isStrained ? state.calmSince ?? now : null;
  const noted = { ...state, strainedSince, calmSince };
  const lasts = (since: number | null, ms: number) =>
    since !== null && now - Math.max(since, state.changedAt) >= ms;
  if (state.level < MOST_SPARED && lasts(strainedSince, STRAIN_MS)) {
    const relapsed = now - state.easedAt < RELAPSE_MS;
    const holdMs = relapsed ? Math.min(HOLD.most, 2 * state.holdMs) : state.holdMs;
    return { ...noted, level: state.level + 1, changedAt: now, holdMs };
  }
  if (state.level > 0 && lasts(calmSince, state.holdMs)) {
    return { ...noted, level: state.level - 1, changedAt: now, easedAt: now };
  }
  return noted;
}
