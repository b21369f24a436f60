// A hand that is still up while its owner has long been speaking goes down by itself. Pure.

/** So long one speaks before the hand goes down, in milliseconds. */
export const LOWER_AFTER_MS = 3_000;

/** Whether the hand is to go down: it is up, and its owner speaks on. `kept`: they said no to it. */
export function mayLower(
  { hand, speakingSince, kept, now }: {
    hand: number | null;
    speakingSince: number | null;
    kept: boolean;
    now: number;
  },
): boolean {
  return hand !== null && !kept && speakingSince !== null && now - speakingSince >= LOWER_AFTER_MS;
}
