// One join, measured: a click, pictures on all pages, what it cost their main threads, and how the
// pages do afterwards.
import type { Chromium, ChromiumPerson } from "../../browser/harness/chromium.ts";
import { pause, until } from "../../browser/harness/wait.ts";
import { browserCpuMs } from "./browser_cpu.ts";
import { installJoinWatch } from "./join_watch.ts";
import type { JoinSystem } from "./systems.ts";

/** Whatever a page does once it is open is over after this, in milliseconds: nobody clicks at once. */
const REST_MS = 1_500;
/** How long the pages are watched after the last picture, in milliseconds. */
const WATCH_MS = 6_000;
const TIMEOUT_MS = 60_000;

/** How a join is made. */
export interface JoinPlan {
  room: string;
  /** People in the room afterwards, at least 2. */
  people: number;
  /** All pages run so many times slower from shortly before the last click on. */
  slowdown: number;
  /** Watch the pages afterwards, too. */
  afterwards: boolean;
}

/** What a join cost; times in milliseconds. */
export interface JoinCost {
  /** Click → first picture at the one who joins. */
  first: number;
  /** Click → the last of all pictures on all pages; Infinity where one did not come within a minute. */
  all: number;
  /** Main threads of all pages between click and last picture. */
  mainThreads: number;
  afterwards: Afterwards | null;
}

/** How all pages do while they show each other. */
export interface Afterwards {
  /** Share of the time that the busiest main thread was in tasks, by the clock, 0 to 1. */
  busy: number;
  /** The same in CPU time, which a loaded machine does not stretch. */
  cpuShare: number;
  /** Long tasks of the worst page, in milliseconds. */
  longTasks: number;
  /** Frames per second of one picture, mean of all. */
  framesPerSecond: number;
  /** CPU of all the browser's processes per million pixels encoded, in milliseconds. */
  cpuPerMegapixel: number;
}

/** Gathers people, lets the last one click, and sends all home. One browser for each, or one for all. */
export async function measureJoin(
  browsers: readonly Chromium[],
  system: JoinSystem,
  { room, people: count, slowdown, afterwards }: JoinPlan,
): Promise<JoinCost> {
  const people: ChromiumPerson[] = [];
  try {
    for (let n = 0; n < count; n++) {
      const browser = browsers[n % browsers.length];
      const person = await browser?.newPerson({ name: `Асан ${n + 1}` });
      if (person === undefined) throw new Error("no browser");
      await person.page.addInitScript(installJoinWatch);
      people.push(person);
      await system.prepare(person, room, n);
      if (n < count - 1) await system.click(person);
      await picturesShown(people.slice(0, n === count - 1 ? n : n + 1));
    }
    const probes = await Promise.all(people.map(Probe.of));
    await pause(REST_MS);
    await Promise.all(probes.map((probe) => probe.slowDown(slowdown)));
    return await joinLast(system, { people, probes, afterwards });
  } finally {
    await Promise.all(people.map((person) => person.close()));
  }
}

async function joinLast(
  system: JoinSystem,
  { people, probes, afterwards }: {
    people: readonly ChromiumPerson[];
    probes: readonly Probe[];
    afterwards: boolean;
  },
): Promise<JoinCost> {
  const joiner = people[people.length - 1];
  if (joiner === undefined) throw new Error("nobody joins");
  const before = await Promise.all(probes.map((probe) => probe.read()));
  await system.click(joiner);
  await picturesShown(people);
  const after = await Promise.all(probes.map((probe) => probe.read()));
  const watches = await Promise.all(people.map(readWatch));
  const { clickedAt, firstFrames } = watches[watches.length - 1] ??
    { clickedAt: 0, firstFrames: [] };
  const frames = watches.flatMap((watch) => watch.firstFrames);
  const areAll = frames.length === people.length * (people.length - 1);
  return {
    first: Math.min(...firstFrames) - clickedAt,
    all: areAll ? Math.max(...frames) - clickedAt : Infinity,
    mainThreads: sum(after.map(({ threadMs }, n) => threadMs - (before[n]?.threadMs ?? 0))),
    afterwards: afterwards ? await watchOn(people, probes) : null,
  };
}

async function watchOn(
  people: readonly ChromiumPerson[],
  probes: readonly Probe[],
): Promise<Afterwards> {
  await pause(REST_MS);
  const look = async () => ({
    pages: await Promise.all(probes.map((probe) => probe.read())),
    watches: await Promise.all(people.map(readWatch)),
    coded: await Promise.all(people.map((person) => person.evaluate(codedSoFar, null))),
    cpu: browserCpuMs(),
    at: performance.now(),
  });
  const [before, , after] = [await look(), await pause(WATCH_MS), await look()];
  const ms = after.at - before.at;
  const share = (of: "busyMs" | "threadMs") =>
    Math.max(...after.pages.map((now, n) => {
      const then = before.pages[n];
      return then === undefined ? NaN : (now[of] - then[of]) / (now.atMs - then.atMs);
    }));
  const grown = (of: "decoded" | "pixels") =>
    sum(after.coded.map((coded) => coded[of])) - sum(before.coded.map((coded) => coded[of]));
  const pictures = people.length * (people.length - 1);
  return {
    busy: share("busyMs"),
    cpuShare: share("threadMs"),
    longTasks: Math.max(
      ...after.watches.map(({ longTasks }, n) => longTasks - (before.watches[n]?.longTasks ?? 0)),
    ),
    framesPerSecond: grown("decoded") / pictures / ms * 1_000,
    cpuPerMegapixel: (after.cpu - before.cpu) / grown("pixels") * 1e6,
  };
}

/** Runs in the page: frames decoded, and pixels encoded, by all connections. */
async function codedSoFar(): Promise<{ decoded: number; pixels: number }> {
  let [decoded, pixels] = [0, 0];
  for (const { pc } of globalThis.__probe?.connections ?? []) {
    for (const report of (await pc.getStats()).values()) {
      if (report.type === "inbound-rtp") decoded += report.framesDecoded ?? 0;
      if (report.type === "outbound-rtp" && report.frameWidth) {
        pixels += report.framesEncoded * report.frameWidth * report.frameHeight;
      }
    }
  }
  return { decoded, pixels };
}

async function picturesShown(people: readonly ChromiumPerson[]): Promise<void> {
  const others = people.length - 1;
  await Promise.all(people.map((person) =>
    Promise.race([
      person.evaluate((pictures) => globalThis.__joinWatch.shown(pictures), others),
      pause(TIMEOUT_MS),
    ])
  ));
}

function readWatch(person: ChromiumPerson) {
  return until(
    () =>
      person.evaluate(() => {
        const { clickedAt, firstFrames, longTasks } = globalThis.__joinWatch;
        return { clickedAt, firstFrames, longTasks };
      }, null),
    { what: `the stopwatch of ${person.name}` },
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

type Send = (method: string, params?: object) => Promise<unknown>;

/** The browser's own figures about one page (Chrome DevTools Protocol). */
class Probe {
  readonly #send: Send;

  private constructor(send: Send) {
    this.#send = send;
  }

  static async of(person: ChromiumPerson): Promise<Probe> {
    const session = await person.context.newCDPSession(person.page);
    const send = session.send.bind(session) as Send;
    await send("Performance.enable");
    return new Probe(send);
  }

  async slowDown(factor: number): Promise<void> {
    if (factor !== 1) await this.#send("Emulation.setCPUThrottlingRate", { rate: factor });
  }

  /** CPU time of the main thread, and time in its tasks, so far; and when that was. */
  async read(): Promise<{ threadMs: number; busyMs: number; atMs: number }> {
    const { metrics } = await this.#send("Performance.getMetrics") as {
      metrics: { name: string; value: number }[];
    };
    const ms = (name: string) =>
      1_000 * (metrics.find((metric) => metric.name === name)?.value ?? NaN);
    return { threadMs: ms("ThreadTime"), busyMs: ms("TaskDuration"), atMs: ms("Timestamp") };
  }
}
