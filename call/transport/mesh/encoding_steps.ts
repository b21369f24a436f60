// From the encoding that a copy has to the one that it should have: down at once, up with a pause. Pure.
import type { PictureEncoding } from "./encoding_limits.ts";

/** A larger size costs a key frame: it waits until the size has been the same for so long, in ms. */
const HOLD_MS = 3_000;
/** Rates that differ less than this are the same. */
const SAME = 0.04;

/** What a copy has, and when its size last changed (-Infinity: as it began). */
export interface AppliedEncoding {
  readonly encoding: PictureEncoding;
  readonly resizedAt: number;
}

export interface EncodingStep {
  /** What to apply now; null if that changes nothing. */
  readonly applied: AppliedEncoding | null;
  /** So long until there is more to do, in milliseconds; null if there is not. */
  readonly wait: number | null;
}

/** The next step. `mayWake`: whether a copy that is paused may be sent again now. */
export function nextStep(
  before: AppliedEncoding | null,
  target: PictureEncoding,
  { now, mayWake }: { now: number; mayWake(): boolean },
): EncodingStep {
  if (before === null) return { applied: { encoding: target, resizedAt: -Infinity }, wait: null };
  const { encoding, resizedAt } = before;
  if (!target.active) {
    const off = { ...encoding, active: false };
    return { applied: encoding.active ? { encoding: off, resizedAt } : null, wait: null };
  }
  if (!encoding.active) {
    if (!mayWake()) return { applied: null, wait: HOLD_MS };
    return { applied: { encoding: target, resizedAt: now }, wait: null };
  }
  const held = resizedAt + HOLD_MS - now;
  const waits = target.scaleResolutionDownBy < encoding.scaleResolutionDownBy && held > 0;
  const scaleResolutionDownBy = waits
    ? encoding.scaleResolutionDownBy
    : target.scaleResolutionDownBy;
  const next = { ...target, scaleResolutionDownBy };
  const resized = scaleResolutionDownBy !== encoding.scaleResolutionDownBy;
  return {
    applied: isSame(encoding, next)
      ? null
      : { encoding: next, resizedAt: resized ? now : resizedAt },
    wait: waits ? held : null,
  };
}

function isSame(one: PictureEncoding, other: PictureEncoding): boolean {
  return one.maxFramerate === other.maxFramerate &&
    one.scaleResolutionDownBy === other.scaleResolutionDownBy &&
    Math.abs(one.maxBitrate - other.maxBitrate) < SAME * one.maxBitrate;
}
