// What fillers of bounds share.

/** A bound that SECURITY.md promises. */
export interface Bound {
  /** Numbers that its row must name, as the program has them. */
  says: readonly (number | string)[];
  /** Goes up to the bound and beyond it; fails when it does not hold. */
  fill(): void | Promise<void>;
}

/** How often something goes on working, at most `most` times. */
export function howOften(most: number, works: (n: number) => boolean): number {
  let count = 0;
  while (count < most && works(count)) count += 1;
  return count;
}

/** An address of its own for every number. */
export function addressOf(n: number): string {
  return `10.${n >> 16 & 255}.${n >> 8 & 255}.${n & 255}`;
}
