// How many tiles a page shows at any moment, however short: between two looks of a test, too.
import type { Person } from "./person.ts";

/** The least and the most tiles that were there since the watch began. */
export interface TileCount {
  least: number;
  most: number;
}

declare global {
  var __tileCount: TileCount | undefined;
}

/** Begins to count at every change of this page. */
export async function watchTiles(person: Person): Promise<void> {
  await person.evaluate(() => {
    const count = () => document.querySelectorAll("main [data-member]:not([hidden])").length;
    const seen = globalThis.__tileCount = { least: count(), most: count() };
    new MutationObserver(() => {
      seen.least = Math.min(seen.least, count());
      seen.most = Math.max(seen.most, count());
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  }, null);
}

/** What was counted; throws if nobody watched. */
export async function tileCount(person: Person): Promise<TileCount> {
  const seen = await person.evaluate(() => globalThis.__tileCount ?? null, null);
  if (seen === null) throw new Error(`nobody counts the tiles of ${person.name}`);
  return seen;
}
