// Who is in the spotlight: whoever speaks on, and nobody for a mere cough. Pure.
import type { VoiceActivity } from "./voice_activity.ts";

/** So long somebody must speak without a break to get the spotlight, in milliseconds. */
export const CANDIDATE_AFTER_MS = 1_000;

/**
 * The member to be shown large. Whoever has the spotlight keeps it while speaking, then whoever has
 * spoken longest gets it; in silence it stays where it is. Null when nobody of `voices` ever had it.
 */
export function nextSpotlight(
  current: string | null,
  voices: ReadonlyMap<string, VoiceActivity>,
  now: number,
): string | null {
  const holder = current === null ? undefined : voices.get(current);
  if (holder?.speaking) return current;
  const candidates = [...voices].filter(([, { speaking, since }]) =>
    speaking && now - since >= CANDIDATE_AFTER_MS
  );
  const [longest] = candidates.toSorted(([, a], [, b]) => a.since - b.since);
  return longest?.[0] ?? (holder ? current : null);
}
