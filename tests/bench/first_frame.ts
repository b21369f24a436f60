// Click on "join" → the first frame of the other person, at both ends: the product beside a bare page.
import { enterRoom, fillName, openRoom, shownCount, turn } from "../browser/harness/actions.ts";
import { openBareRoom } from "../browser/harness/bare_room.ts";
import { Chromium, type ChromiumPerson } from "../browser/harness/chromium.ts";
import { framesRise } from "../browser/harness/media.ts";
import { Server } from "../browser/harness/server.ts";
import { until } from "../browser/harness/wait.ts";
import { wordsOf } from "../browser/harness/words.ts";
import { againstFloor, printTable } from "./measurements.ts";
import { installStopwatch, type Stopwatch } from "../browser/harness/stopwatch.ts";

const ROUNDS = 7;

/** A system in which somebody waits and somebody else comes. */
interface System {
  name: string;
  origin: string;
  /** Makes the first person a member of the room. */
  wait(person: ChromiumPerson, room: string): Promise<void>;
  /** Gets the second one ready, so that only the click is missing. */
  prepare(person: ChromiumPerson, room: string): Promise<void>;
  click(person: ChromiumPerson): Promise<void>;
  /** Milliseconds from the click to the first frame. */
  atJoiner: number[];
  /** … to the later one of both first frames. */
  atBoth: number[];
}

/** Runs both in turn in one browser and prints what the click costs. */
export async function benchFirstFrame(): Promise<void> {
  const bare = openBareRoom();
  const server = await Server.start();
  const systems = [bareSystem(bare.origin), productSystem(server.url)];
  const browser = await Chromium.open({ origin: server.url });
  for (let round = 0; round <= ROUNDS; round++) {
    for (const system of systems) {
      const { joiner, both } = await measure(browser, system, `/bench-${round}`);
      if (round === 0) continue; // the first round warms caches and compilers up
      system.atJoiner.push(joiner);
      system.atBoth.push(both);
    }
  }
  await browser.close();
  await server.stop();
  await bare.close();
  const head = ["page", "ms (spread)", "ratio", "n"];
  const samples = (read: (system: System) => number[]) =>
    againstFloor(systems.map((system) => ({ name: system.name, values: read(system) })));
  printTable("Click → first remote frame at the one who joins", head, samples((s) => s.atJoiner));
  printTable("Click → first remote frame at both", head, samples((s) => s.atBoth));
}

function bareSystem(origin: string): System {
  const ready = async (person: ChromiumPerson, room: string) => {
    await person.goto(origin + room);
    await until(() => person.evaluate(() => globalThis.__bare.ready, null), { what: "bare page" });
  };
  const click = (person: ChromiumPerson) => person.click("button", "Join");
  return {
    name: "bare page",
    origin,
    prepare: ready,
    click,
    wait: async (person, room) => {
      await ready(person, room);
      await click(person);
    },
    atJoiner: [],
    atBoth: [],
  };
}

function productSystem(origin: string): System {
  return {
    name: "Жүз",
    origin,
    wait: (person, room) => enterRoom(person, room.slice(1)),
    prepare: async (person, room) => {
      await openRoom(person, room.slice(1));
      await fillName(person);
      await turn(person, "cam", true);
      await framesRise(person, "video", { frames: 2 });
      await until(() => shownCount(person), { what: "somebody inside", ok: (n) => n === 1 });
    },
    click: async (person) => person.click("button", (await wordsOf(person.locale))("lobby.join")),
    atJoiner: [],
    atBoth: [],
  };
}

async function measure(browser: Chromium, system: System, room: string) {
  const first = await browser.newPerson({ name: "Асан" });
  const second = await browser.newPerson({ name: "Гүлнар" });
  for (const { page } of [first, second]) await page.addInitScript(installStopwatch);
  await system.wait(first, room);
  await system.prepare(second, room);
  await system.click(second);
  const [there, here] = await Promise.all([read(first), read(second)]);
  await first.close();
  await second.close();
  return {
    joiner: here.firstFrameAt - here.clickedAt,
    both: Math.max(here.firstFrameAt, there.firstFrameAt) - here.clickedAt,
  };
}

function read(person: ChromiumPerson): Promise<Stopwatch> {
  return until(() => person.evaluate(() => globalThis.__stopwatch, null), {
    what: `the first frame at ${person.name}`,
    ok: ({ firstFrameAt }) => firstFrameAt > 0,
    timeout: 30_000,
  });
}
