// What one page shows of the others. Their pages are told, so that nobody sends more than is seen.

/** How much a picture matters to whoever sees it, most first. */
export const RANKS = ["pinned", "main", "other"] as const;
export type Rank = typeof RANKS[number];

/** One picture as a page shows it, in device pixels; 0 × 0 where it does not. */
export interface PictureDemand {
  width: number;
  height: number;
  rank: Rank;
}

/** What a page shows of one member. */
export interface MemberDemand {
  camera: PictureDemand;
  screen: PictureDemand;
}

/** By member id. Nothing is known of what a page shows of anybody else. */
export type Demand = ReadonlyMap<string, MemberDemand>;

export const NOT_SHOWN: PictureDemand = { width: 0, height: 0, rank: "other" };

export function isShown({ width, height }: PictureDemand): boolean {
  return width > 0 && height > 0;
}
