// Is somebody speaking? From loudness to a state that does not flicker: pure.

/** −50 dBFS as an amplitude between 0 and 1. */
export const SPEAKING_LEVEL = 10 ** (-50 / 20);
/** So long somebody must be loud before it counts, in milliseconds: a cough is not speech. */
export const ON_AFTER_MS = 150;
/** So long somebody must be quiet before it is over: a pause between words is speech. */
export const OFF_AFTER_MS = 600;

/** What is known of one voice. Times in milliseconds. */
export interface VoiceActivity {
  speaking: boolean;
  /** Since when `speaking` is as it is. */
  since: number;
  /** Since when the loudness says the opposite; null while it agrees. */
  opposed: number | null;
}

/** Somebody who has not been heard yet. */
export const SILENT: VoiceActivity = { speaking: false, since: 0, opposed: null };

/** Takes the loudness (amplitude, 0 to 1) of this moment. */
export function updateVoiceActivity(
  activity: VoiceActivity,
  { level, now, threshold = SPEAKING_LEVEL }: { level: number; now: number; threshold?: number },
): VoiceActivity {
  const loud = level > threshold;
  if (loud === activity.speaking) {
    return activity.opposed === null ? activity : { ...activity, opposed: null };
  }
  const opposed = activity.opposed ?? now;
  const timeout = activity.speaking ? OFF_AFTER_MS : ON_AFTER_MS;
  if (now - opposed >= timeout) return { speaking: loud, since: opposed, opposed: null };
  return activity.opposed === null ? { ...activity, opposed } : activity;
}
