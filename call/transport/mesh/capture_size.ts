// How large the picture is that a track gives.
import type { Capture } from "./encoding_limits.ts";

/** What a track is taken for that does not say it. */
const USUAL: Capture = { width: 1_280, height: 720 };

/** Null where there is no track. */
export function captureOf(track: MediaStreamTrack | null): Capture | null {
  if (track === null) return null;
  const { width, height } = track.getSettings();
  return width && height ? { width, height } : USUAL;
}
