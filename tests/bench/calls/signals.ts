// Calls in real browsers whose signals come late, in any order, twice, or not at all.
import { enterRoom, fillName, join, openRoom, turn } from "../../browser/harness/actions.ts";
import { Chromium, type ChromiumPerson } from "../../browser/harness/chromium.ts";
import { everyOrderedPairFlows } from "../../browser/harness/media.ts";
import { Server } from "../../browser/harness/server.ts";
import { installStopwatch } from "../../browser/harness/stopwatch.ts";
import { seeded } from "../../fakes/random.ts";
import { againstFloor, printTable } from "../measurements.ts";

const CALLS = 20;
const CALM_CALLS = 5;
const LOSE = 0.01;
const DOUBLE = 0.2;
const LONGEST_MS = 2_000;
/** A Socket.IO event that two pages tell each other something with. */
const LETTER = /^42\d*\["peer:/;

interface Faults {
  letters: number;
  lost: number;
  doubled: number;
}

/** Prints how many calls came about, and how long they took beside calls that nobody disturbs. */
export async function benchSignals(): Promise<void> {
  const server = await Server.start();
  const browser = await Chromium.open({ origin: server.url, fakeDevice: "fps=10" });
  const faults: Faults = { letters: 0, lost: 0, doubled: 0 };
  const random = seeded(1);
  const callAll = async (count: number, meddle: boolean) => {
    const times: number[] = [];
    for (let call = 0; call < count; call++) {
      const people = await Promise.all(
        ["Асан", "Гүлнар"].map((name) => browser.newPerson({ name, lightDevices: true })),
      );
      for (const { page } of people) await page.addInitScript(installStopwatch);
      if (meddle) { for (const person of people) await disturb(person, { random, faults }); }
      times.push(await timeOf(people, `${meddle}-${call}`));
      for (const person of people) await person.close();
    }
    return times;
  };
  const calm = await callAll(CALM_CALLS, false);
  const times = await callAll(CALLS, true);
  await browser.close();
  await server.stop();
  printTable(
    `"join" → both pictures, signals 0–${LONGEST_MS / 1_000} s late, shuffled, doubled, dropped`,
    ["signals", "ms (spread)", "ratio", "n"],
    againstFloor([{ name: "as they are", values: calm }, { name: "disturbed", values: times }]),
  );
  console.log(
    `\n${times.length} of ${CALLS} calls connected; of ${faults.letters} signals ` +
      `${faults.lost} were dropped, ${faults.doubled} doubled`,
  );
}

async function timeOf(people: ChromiumPerson[], room: string): Promise<number> {
  const [a, b] = people;
  if (a === undefined || b === undefined) return NaN;
  await enterRoom(a, room);
  await openRoom(b, room);
  await fillName(b);
  await turn(b, "cam", true);
  await join(b);
  await everyOrderedPairFlows([a, b], { timeout: 120_000 });
  const [there, here] = await Promise.all(
    [a, b].map((person) => person.evaluate(() => globalThis.__stopwatch, null)),
  );
  return Math.max(there?.firstFrameAt ?? NaN, here?.firstFrameAt ?? NaN) - (here?.clickedAt ?? NaN);
}

/** Meddles with both directions of this person's way to the server. */
async function disturb(
  { page }: ChromiumPerson,
  { random, faults }: { random: () => number; faults: Faults },
): Promise<void> {
  const carry = (text: string | Uint8Array, send: (text: string | Uint8Array) => void) => {
    if (typeof text !== "string" || !LETTER.test(text)) return send(text);
    faults.letters++;
    if (random() < LOSE) return void faults.lost++;
    const twice = random() < DOUBLE;
    if (twice) faults.doubled++;
    for (let copy = 0; copy < (twice ? 2 : 1); copy++) {
      setTimeout(() => send(text), random() * LONGEST_MS);
    }
  };
  await page.routeWebSocket(/\/socket\.io\//, (client) => {
    const server = client.connectToServer();
    client.onMessage((text) => carry(text, (text) => server.send(text as string)));
    server.onMessage((text) => carry(text, (text) => client.send(text as string)));
  });
}
