// When a room's media go through an SFU: by how many are in it. Pure.

/** A room that came to use an SFU goes back only when so many fewer are in it. */
const FEWER = 2;
/** Two people always talk to each other directly. */
const PAIR = 2;

/**
 * Whether `members` people are to use an SFU; between the two bounds it stays as it is. `meshMax` is
 * how many may talk from page to page.
 */
export function needsSfu(
  members: number,
  { meshMax, uses }: { meshMax: number; uses: boolean },
): boolean {
  return members > (uses ? Math.max(PAIR, meshMax - FEWER) : Math.max(PAIR, meshMax));
}
