// How a call keeps within so many bytes for so long: what is left is divided by the time that is left. Pure.
import { VOICE_RATE } from "../transport/traffic_limits.ts";

/** What a person has: bytes, both ways together, and milliseconds. */
export interface BudgetPlan {
  readonly bytes: number;
  readonly ms: number;
}

/** What a call has taken of it so far. */
export interface BudgetUse {
  readonly bytes: number;
  readonly ms: number;
}

/** What there is to divide between. */
export interface BudgetNeeds {
  /** How many voices come, and as many go. */
  readonly voices: number;
  readonly sendsPictures: boolean;
  readonly getsPictures: boolean;
}

export interface BudgetState {
  readonly used: BudgetUse;
  /** For everything, in bit/s. */
  readonly rate: number;
  /** For pictures of each direction, in bit/s. */
  readonly up: number;
  readonly down: number;
  /** Voices have to do with less, so that they last. */
  readonly isSmall: boolean;
  /** Pictures take more, or less, than they are given: they are given so much more, or less. */
  readonly gain: number;
}

/** The time that is left is never counted as less, in milliseconds: then a picture would only flash. */
const LEAST_LEFT_MS = 10_000;
/** A shorter time measures nothing, in milliseconds. */
const LEAST_STEP_MS = 1_500;
/** Whole voices have to leave at least so much of the rate, or else they get small. */
const SMALL = { from: 1.1, until: 1.5 };
const GAIN = { least: 0.4, most: 2.5, speed: 0.3 };
/** From this part on a person is warned. */
export const WARNED_AT = 0.8;

export function beginBudget(used: BudgetUse): BudgetState {
  return { used, rate: 0, up: 0, down: 0, isSmall: false, gain: 1 };
}

/** What may be taken from now on, after `used` was. */
export function nextBudget(
  state: BudgetState,
  { plan, used, needs }: { plan: BudgetPlan; used: BudgetUse; needs: BudgetNeeds },
): BudgetState {
  const left = Math.max(0, plan.bytes - used.bytes);
  const rate = 8_000 * left / Math.max(LEAST_LEFT_MS, plan.ms - used.ms);
  const whole = 2 * VOICE_RATE.usual * needs.voices;
  const isSmall = rate < whole * (state.isSmall ? SMALL.until : SMALL.from);
  const voices = isSmall ? 2 * VOICE_RATE.small * needs.voices : whole;
  const gain = nextGain(state, used);
  const pictures = Math.max(0, rate - voices) * gain;
  const { up, down } = partsOf(needs);
  return { used, rate, isSmall, gain, up: pictures * up, down: pictures * down };
}

/** What is really taken of what is given is learned, so that the last minute has no surprise. */
function nextGain({ gain, rate, used: before, up, down }: BudgetState, used: BudgetUse): number {
  const ms = used.ms - before.ms;
  const given = up + down;
  if (ms < LEAST_STEP_MS || given <= 0) return gain;
  const missing = rate - 8_000 * (used.bytes - before.bytes) / ms;
  const ratio = Math.min(3, Math.max(1 / 3, 1 + missing / given));
  return Math.min(GAIN.most, Math.max(GAIN.least, gain * ratio ** GAIN.speed));
}

/** Which part each direction gets; both the same where neither is known to need any. */
function partsOf({ sendsPictures, getsPictures }: BudgetNeeds): { up: number; down: number } {
  if (sendsPictures === getsPictures) return { up: 0.5, down: 0.5 };
  return sendsPictures ? { up: 1, down: 0 } : { up: 0, down: 1 };
}
