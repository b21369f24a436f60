// One of three who reloads their page again and again: whether anybody ever sees two of them.
import { everybodyCounts, tiles } from "../../browser/harness/actions.ts";
import { everyOrderedPairFlows } from "../../browser/harness/media.ts";
import { tileCount, watchTiles } from "../../browser/harness/tile_count.ts";
import { median, spread } from "../measurements.ts";
import { withGroup } from "./group.ts";

const PEOPLE = 3;
const RELOADS = 20;

/** Prints the most tiles that were ever there, and how long it took until all flowed again. */
export function benchReloads(): Promise<void> {
  return withGroup(PEOPLE, async ({ people }) => {
    const [restless, ...others] = people;
    if (restless === undefined) return;
    await Promise.all(others.map(watchTiles));
    const times: number[] = [];
    for (let reload = 0; reload < RELOADS; reload++) {
      const begun = performance.now();
      await restless.page.reload({ waitUntil: "domcontentloaded" });
      await everyOrderedPairFlows(people, { timeout: 60_000 });
      times.push(performance.now() - begun);
      await everybodyCounts(people, PEOPLE);
      const now = await Promise.all(people.map(tiles));
      if (now.some(({ length }) => length !== PEOPLE)) throw new Error(`tiles: ${now.join(" | ")}`);
    }
    const seen = await Promise.all(others.map(tileCount));
    console.log(`\n${RELOADS} reloads of one of ${PEOPLE}`);
    console.log(
      `- tiles at the others, at every moment: ${Math.min(...seen.map(({ least }) => least))} to ` +
        `${Math.max(...seen.map(({ most }) => most))}; after each reload ${PEOPLE} everywhere`,
    );
    console.log(
      `- all flow again after ${spread(times)} ms; the first one took ` +
        `${((times[0] ?? NaN) / median(times)).toFixed(2)} × the median`,
    );
  });
}
