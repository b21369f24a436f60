// Limits how fast one connection may send events: a token bucket as a value. The event table has the costs.

/** Tokens that the bucket regains per second. */
export const TOKENS_PER_SECOND = 30;
/** Tokens of a full bucket. Joining a room of eight and greeting everybody takes about 90. */
export const BURST = 120;
/** Refusals without a pause after which the server cuts a connection. */
export const MAX_REFUSALS = 200;
/** Refusals that one packet counts which no client of ours would send: twenty are too many. */
export const STRIKE = 10;

/** What a connection has left. */
export interface Bucket {
  readonly tokens: number;
  /** When `tokens` was right, in milliseconds. */
  readonly at: number;
  /** Refusals since the bucket was last full. */
  readonly refusals: number;
}

/** A full bucket at time `now` (milliseconds). */
export function fullBucket(now: number): Bucket {
  return { tokens: BURST, at: now, refusals: 0 };
}

/** Takes `cost` tokens out, or counts a refusal when there are too few. */
export function spend(
  bucket: Bucket,
  { cost, now }: { cost: number; now: number },
): { bucket: Bucket; allowed: boolean } {
  const elapsed = Math.max(0, now - bucket.at); // a clock may be set back
  const tokens = Math.min(BURST, bucket.tokens + elapsed * TOKENS_PER_SECOND / 1_000);
  const refusals = tokens === BURST ? 0 : bucket.refusals; // it was quiet for a while
  if (tokens < cost) return { bucket: { tokens, at: now, refusals: refusals + 1 }, allowed: false };
  return { bucket: { tokens: tokens - cost, at: now, refusals }, allowed: true };
}

/** Counts a {@link STRIKE}, for a packet that no person sends by mistake. */
export function strike(bucket: Bucket): Bucket {
  return { ...bucket, refusals: bucket.refusals + STRIKE };
}

/** Whether a connection has been refused so often that the server cuts it. */
export function isHammering(bucket: Bucket): boolean {
  return bucket.refusals >= MAX_REFUSALS;
}
