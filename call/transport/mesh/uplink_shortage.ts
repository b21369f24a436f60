// When the uplink is so short that voices, too, have to do with less: pure.
import type { UplinkState } from "./uplink_controller.ts";

/** When it was short last, in steady milliseconds, and for how long voices then stay small. */
export interface Shortage {
  readonly at: number;
  readonly holdMs: number;
}

export const NO_SHORTAGE: Shortage = { at: -Infinity, holdMs: 0 };

/** A cut to less than this leaves pictures next to nothing, in bit/s. */
const SHORT = 120_000;
/** With so much for pictures there is enough for whole voices, in bit/s. */
const ENOUGH = 250_000;
/** Voices come back after a while without a cut, in milliseconds; each time that was wrong, later. */
const HOLD = { first: 30_000, most: 480_000 };

/** The state after the budget has changed, or has not. A value of an earlier call is no shortage. */
export function nextShortage(
  shortage: Shortage,
  { before, after, now }: { before: UplinkState; after: UplinkState; now: number },
): Shortage {
  if (after.budget >= ENOUGH) return NO_SHORTAGE;
  const isCut = after.ceiling !== null && after.ceiling !== before.ceiling;
  if (!isCut || after.budget > SHORT) return shortage;
  if (isShort(shortage, now)) return { ...shortage, at: now };
  return { at: now, holdMs: Math.min(HOLD.most, Math.max(HOLD.first, 2 * shortage.holdMs)) };
}

export function isShort({ at, holdMs }: Shortage, now: number): boolean {
  return now - at < holdMs;
}
