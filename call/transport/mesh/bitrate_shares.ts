// Divides a bitrate among those who want a part of it: pure.

/** One who wants a part, in bit/s. */
export interface Claim {
  /** More would be of no use. */
  want: number;
  /** What it gets before others get more than that. */
  least: number;
  /** Those with a lower number get what they want first. */
  turn: number;
}

/**
 * First everybody's least (or an equal part of it where that is too much), then turn by turn what
 * each wants; those of one turn get equally much. The shares together never exceed the budget.
 */
export function shareBitrate<C extends Claim>(
  claims: readonly C[],
  budget: number,
): Map<C, number> {
  const leasts = claims.map(({ want, least }) => Math.min(want, least));
  const sum = leasts.reduce((total, least) => total + least, 0);
  const part = sum === 0 ? 1 : Math.min(1, Math.max(0, budget) / sum);
  const shares = new Map(claims.map((claim, index) => [claim, part * (leasts[index] ?? 0)]));
  let left = Math.max(0, budget - sum);
  for (const turn of new Set(claims.map(({ turn }) => turn).sort((a, b) => a - b))) {
    left = fill(claims.filter((claim) => claim.turn === turn), shares, left);
  }
  return shares;
}

/** Raises the lowest shares together until nothing is left or all have what they want. */
function fill<C extends Claim>(claims: readonly C[], shares: Map<C, number>, left: number): number {
  const shareOf = (claim: C) => shares.get(claim) ?? 0;
  const rest = claims.filter((claim) => claim.want > shareOf(claim));
  // Whoever lacks least is served first: an equal part of what is left is enough for them, or for nobody.
  rest.sort((a, b) => (a.want - shareOf(a)) - (b.want - shareOf(b)));
  rest.forEach((claim, index) => {
    const more = Math.min(claim.want - shareOf(claim), left / (rest.length - index));
    shares.set(claim, shareOf(claim) + more);
    left -= more;
  });
  return left;
}
