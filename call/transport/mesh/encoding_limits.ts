// How much of the uplink each copy of a picture may take: pure numbers.

/** What all copies of one's camera may take together, in bit/s: a common ADSL or 4G uplink. */
export const CAMERA_BUDGET = 2_500_000;
/** The same for a shared screen. */
export const SCREEN_BUDGET = 3_000_000;
/** A camera gains little beyond this, in bit/s. */
const CAMERA_BEST = 1_500_000;
const SCREEN_BEST = 2_000_000;
/** Below this a picture is of no use, in bit/s. */
const LEAST = 100_000;

/**
 * Limits of the camera towards each of `peers` people. The browser does not know yet
 * what the path of a connection that is `rampingUp` carries, and drops the first large frames: a
 * small picture is there sooner.
 */
export function cameraLimits(
  peers: number,
  { rampingUp = false }: { rampingUp?: boolean } = {},
): RTCRtpEncodingParameters {
  const maxBitrate = share(CAMERA_BUDGET, CAMERA_BEST, peers);
  return { maxBitrate, scaleResolutionDownBy: maxBitrate >= 600_000 && !rampingUp ? 1 : 2 };
}

/** Limits of the shared screen: never smaller, rather fewer frames, so that text stays legible. */
export function screenLimits(peers: number): RTCRtpEncodingParameters {
  const maxBitrate = share(SCREEN_BUDGET, SCREEN_BEST, peers);
  return { maxBitrate, maxFramerate: maxBitrate >= 1_000_000 ? 30 : 10 };
}

function share(budget: number, best: number, peers: number): number {
  return Math.max(LEAST, Math.min(best, Math.round(budget / Math.max(1, peers))));
}
