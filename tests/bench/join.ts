// Joining beside bare pages, in turn in one run: from the click to pictures on all pages, what that
// costs their main threads, and how they do afterwards; also slowed, with more people and over distance.
import { openBareRoom } from "../browser/harness/bare_room.ts";
import { Chromium } from "../browser/harness/chromium.ts";
import { Server } from "../browser/harness/server.ts";
import { type Afterwards, type JoinCost, type JoinPlan, measureJoin } from "./join/measure_join.ts";
import {
  bareSystem,
  cameraSize,
  type JoinSystem,
  type PictureSize,
  productSystem,
} from "./join/systems.ts";
import { printTable, ratio, spread } from "./measurements.ts";

/** One line of the table. */
interface Row {
  what: string;
  goal: string;
  digits?: number;
  read(cost: JoinCost): number;
}

/** Joins of one kind, and what is read from them. */
interface Workload {
  name: string;
  plan: Omit<JoinPlan, "room">;
  rounds: { full: number; quick: number };
  rows: Row[];
}

/** Of a workload that is watched afterwards. */
const after = (of: (afterwards: Afterwards) => number) => ({ afterwards }: JoinCost): number =>
  afterwards === null ? NaN : of(afterwards);

const CLICK: Row[] = [
  { what: "click → picture at the joiner, ms", goal: "", read: ({ first }) => first },
  { what: "click → all pictures, ms", goal: "≤ 1.1 ×", read: ({ all }) => all },
];
/** Means nothing on slowed pages: what slows them is in it. */
const CPU: Row[] = [
  { what: "main threads till then, CPU ms", goal: "≤ 1.3 ×", read: (cost) => cost.mainThreads },
];
const CALM: Row[] = [
  {
    what: "busiest main thread, %",
    goal: "≤ 15",
    digits: 1,
    read: after(({ busy }) => 100 * busy),
  },
  {
    what: "long tasks of the worst page, ms",
    goal: "≤ 200",
    read: after(({ longTasks }) => longTasks),
  },
  {
    what: "frames/s of a picture",
    goal: "≥ 0.95 ×",
    digits: 1,
    read: after(({ framesPerSecond }) => framesPerSecond),
  },
];
const CALM_CPU: Row[] = [
  {
    what: "CPU of the busiest main thread, %",
    goal: "≤ 8",
    digits: 1,
    read: after(({ cpuShare }) => 100 * cpuShare),
  },
  {
    what: "CPU ms per coded megapixel",
    goal: "≤ 1.05 ×",
    digits: 1,
    read: after(({ cpuPerMegapixel }) => cpuPerMegapixel),
  },
];

const WORKLOADS: readonly Workload[] = [
  {
    name: "two people",
    plan: { people: 2, slowdown: 1, afterwards: false },
    rounds: { full: 9, quick: 3 },
    rows: [...CLICK, ...CPU],
  },
  {
    name: "two people, pages 4 × slower",
    plan: { people: 2, slowdown: 4, afterwards: false },
    rounds: { full: 5, quick: 1 },
    rows: CLICK,
  },
  {
    name: "four people",
    plan: { people: 4, slowdown: 1, afterwards: true },
    rounds: { full: 5, quick: 1 },
    rows: [...CLICK, ...CPU, ...CALM, ...CALM_CPU],
  },
  {
    name: "four people, pages 4 × slower",
    plan: { people: 4, slowdown: 4, afterwards: true },
    rounds: { full: 3, quick: 1 },
    rows: [...CLICK, ...CALM],
  },
];

/** Runs all systems in turn and prints the table; `only`: workloads whose name has it in it. */
export async function benchJoin(
  { quick = false, only = "" }: { quick?: boolean; only?: string } = {},
): Promise<void> {
  const bare = openBareRoom();
  const server = await Server.start();
  const browser = await Chromium.open({ origin: server.url });
  let size: PictureSize = { width: 1280, height: 720 };
  const camera = () => size;
  const product = productSystem();
  const measured: JoinSystem = {
    ...product,
    prepare: async (person, room, inside) => {
      await product.prepare(person, room, inside);
      size = await cameraSize(person);
    },
  };
  const systems = [
    bareSystem(bare.origin, { shape: "floor", camera }),
    bareSystem(bare.origin, { shape: "naive", camera }),
    measured,
  ];
  const measure = (system: JoinSystem, plan: JoinPlan) => measureJoin([browser], system, plan);
  await measure(measured, { room: "warm-up", people: 2, slowdown: 1, afterwards: false });
  for (const workload of WORKLOADS.filter(({ name }) => name.includes(only))) {
    await runWorkload(workload, {
      systems,
      measure,
      rounds: workload.rounds[quick ? "quick" : "full"],
    });
  }
  console.log(`\nCamera of all: ${size.width} × ${size.height}. Load now: ${Deno.loadavg()[0]}.`);
  await browser.close();
  await server.stop();
  await bare.close();
}

async function runWorkload(
  { name, plan, rows }: Workload,
  { systems, measure, rounds }: {
    systems: readonly JoinSystem[];
    measure(system: JoinSystem, plan: JoinPlan): Promise<JoinCost>;
    rounds: number;
  },
): Promise<void> {
  const costs = systems.map((): JoinCost[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [n, system] of systems.entries()) {
      const room = `bench-${name.replace(/\W+/g, "-")}-${round}`;
      costs[n]?.push(await measure(system, { ...plan, room }));
    }
  }
  const lines = rows.map(({ what, goal, digits = 0, read }) => {
    const values = costs.map((list) => list.map(read));
    const [floor = [], ...others] = values;
    return [
      what,
      goal,
      ...values.map((list) => spread(list, digits)),
      ...others.map((list) => ratio(list, floor)),
      String(rounds),
    ];
  });
  const names = systems.map((system) => system.name);
  const head = ["what", "goal", ...names, ...names.slice(1).map((of) => `${of} / floor`), "n"];
  printTable(`Join: ${name}`, head, lines);
}
