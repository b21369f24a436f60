// In which order pictures stand: of joining, and never changed but for a speaker whom nobody sees.

/** Keeps known keys where they are, lets new ones in before the last (oneself), drops what is gone. */
export function keepOrder(order: readonly string[], keys: readonly string[]): string[] {
  const here = new Set(keys);
  const kept = order.filter((key) => here.has(key));
  const known = new Set(kept);
  const last = keys.at(-1);
  const fresh = keys.filter((key) => !known.has(key));
  const others = kept.filter((key) => key !== last);
  return [...others, ...fresh.filter((key) => key !== last), ...(last === undefined ? [] : [last])];
}

/** Who may be moved, and when each was last heard. */
export interface Promotion {
  /** How many of the order stand on the page that is seen. */
  seen: number;
  /** Key of the one who speaks. */
  speaker: string;
  /** Keys that must stay: pinned ones. */
  fixed: readonly string[];
  /** Milliseconds; a key that is missing was never heard. */
  heardAt: ReadonlyMap<string, number>;
}

/**
 * Brings a speaker from a later page to the first, in exchange for the one there who has been
 * silent for longest. Everybody else stays where they are; a speaker who is seen changes nothing.
 */
export function promote(order: readonly string[], promotion: Promotion): readonly string[] {
  const { seen, speaker, fixed, heardAt } = promotion;
  const from = order.indexOf(speaker);
  if (from < seen) return order; // seen already, or not here
  const movable = order.slice(0, seen).filter((key) => !fixed.includes(key));
  const silent = movable.toSorted((a, b) => (heardAt.get(a) ?? 0) - (heardAt.get(b) ?? 0))[0];
  if (silent === undefined) return order;
  return order.map((key) => key === speaker ? silent : key === silent ? speaker : key);
}
