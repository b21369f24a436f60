// Four people whose server is killed three times within a minute: what they notice of it.
import { shownCount, tiles } from "../../browser/harness/actions.ts";
import { everyOrderedPairFlows, negotiations } from "../../browser/harness/media.ts";
import { takePauses, watchPauses } from "../../browser/harness/pauses.ts";
import { Server } from "../../browser/harness/server.ts";
import { pause, until } from "../../browser/harness/wait.ts";
import { wordsOf } from "../../browser/harness/words.ts";
import { printTable } from "../measurements.ts";
import { type Group, withGroup } from "./group.ts";

const PEOPLE = 4;
const KILLS = 3;
/** From one kill to the next; the calm before is as long. */
const ROUND_MS = 20_000;
const DOWN_MS = 1_000;

/** Prints the longest pauses of each round beside those of a calm one, and what was renegotiated. */
export function benchKills(): Promise<void> {
  return withGroup(PEOPLE, async (group) => {
    const { people } = group;
    const before = await whatIsSo(group);
    const rows: string[][] = [];
    await watchPauses(people);
    await pause(ROUND_MS);
    const calm = await takePauses(people);
    rows.push(["calm", String(calm.video), String(calm.audio), "–"]);
    const beside = await besideAnother();
    await pause(ROUND_MS - beside);
    const load = await takePauses(people);
    rows.push(["another server starts", String(load.video), String(load.audio), "–"]);
    for (let kill = 1; kill <= KILLS; kill++) {
      const begun = performance.now();
      const back = await killOnce(group);
      await pause(ROUND_MS - (performance.now() - begun));
      const { video, audio } = await takePauses(people);
      rows.push([`kill ${kill}`, String(video), String(audio), String(back)]);
    }
    await everyOrderedPairFlows(people);
    const head = ["round", "longest pause of pictures, ms", "of sound, ms", "all back, ms"];
    printTable(`${PEOPLE} people, server killed ${KILLS} times in a minute`, head, rows);
    const after = await whatIsSo(group);
    console.log(
      `\n- descriptions and connections before and after: ` +
        `${before.agreed === after.agreed ? "the same" : `${before.agreed} → ${after.agreed}`}`,
    );
    const same = before.seen === after.seen;
    console.log(`- tiles and counts: ${same ? "the same" : `${before.seen} → ${after.seen}`}`);
  });
}

/** What a start alone costs a computer that plays the four people, too: nobody is in this server. */
async function besideAnother(): Promise<number> {
  const begun = performance.now();
  const other = await Server.start();
  await other.stop();
  return performance.now() - begun;
}

/** Milliseconds from the moment the server answered again until everybody was back. */
async function killOnce({ people, server }: Group): Promise<number> {
  await server.kill();
  await pause(DOWN_MS);
  await server.startAgain();
  const opened = performance.now();
  await until(async () => (await Promise.all(people.map(isCutOff))).some(Boolean), {
    what: "everybody back",
    ok: (some) => !some,
    every: 50,
  });
  return Math.round(performance.now() - opened);
}

async function isCutOff(person: Group["people"][number]): Promise<boolean> {
  const t = await wordsOf(person.locale);
  return (await person.text()).includes(t("connection.reconnecting"));
}

/** Who speaks at this very moment is left out. */
async function whatIsSo({ people }: Group): Promise<{ agreed: string; seen: string }> {
  const agreed = await Promise.all(people.map(negotiations));
  const seen = await Promise.all(people.map(async (person) => {
    const speaking = `, ${(await wordsOf(person.locale))("tile.speaking")}`;
    const labels = await tiles(person);
    return [await shownCount(person), ...labels.map((label) => label.replace(speaking, ""))];
  }));
  return { agreed: JSON.stringify(agreed), seen: JSON.stringify(seen) };
}
