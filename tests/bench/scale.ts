// Several processes that are one service: what a message costs and a member takes, and a crowd that talks while they are killed.
import { Balancer, Process } from "../cluster/processes.ts";
import { Redis, redisMissing } from "../cluster/redis.ts";
import { Talk } from "../cluster/talk.ts";
import { median, printTable, ratio, spread } from "./measurements.ts";
import { canMeasureCpu, cpuMicros, JsonProcess, memoryKb } from "./processes.ts";
import type { CrowdReply, CrowdRequest } from "./signaling/crowd.ts";

const ROOMS = 60;
const MESSAGES = 8_000;
const PER_SECOND = 1_500;
const ROUNDS = 5;
/** Members in all, at each of which memory is read. */
const STEPS = [1_000, 2_500, 5_000];
const KILLS = 20;
const KILL_MS = 5_000;

interface System {
  name: string;
  redis: Redis | null;
  processes: Process[];
  isTogether: boolean;
  joins: number;
  kb: number;
  micros: number[];
  crowd: JsonProcess;
}

/** Costs, growth, and twenty kills, or only one of them; with `quick` fewer of all. */
export async function benchScale(
  { quick = false, only = "" }: { quick?: boolean; only?: string },
): Promise<void> {
  const missing = redisMissing();
  if (missing !== null || !canMeasureCpu()) {
    return console.log(`\nScale: ${missing ?? "CPU time can be read on Linux only"}.`);
  }
  if ("costs".includes(only)) await costs(quick ? 2 : ROUNDS);
  if ("growth".includes(only)) await growth(quick ? STEPS.slice(0, 1) : STEPS);
  if ("kills".includes(only)) await kills(quick ? 4 : KILLS);
}

async function systemOf(
  name: string,
  { count, isTogether = false, isAlone = false }: {
    count: number;
    isTogether?: boolean;
    isAlone?: boolean;
  },
): Promise<System> {
  const redis = isAlone ? null : await Redis.start();
  const processes: Process[] = [];
  for (let n = 0; n < count; n++) processes.push(await Process.start(redis?.url ?? ""));
  const crowd = new JsonProcess("tests/bench/signaling/crowd.ts");
  return { ...{ name, redis, processes, isTogether, joins: 0, kb: 0, micros: [] }, crowd };
}

async function end({ processes, redis, crowd }: System): Promise<void> {
  await crowd.close();
  await Promise.all(processes.map((one) => one.end()));
  await redis?.kill();
}

/** CPU time of everything that serves, Redis included. */
function microsOf({ processes, redis }: System): number {
  const pids = [...processes.map(({ pid }) => pid), ...(redis === null ? [] : [redis.pid])];
  return pids.reduce((sum, pid) => sum + cpuMicros(pid), 0);
}

function kbOf({ processes }: System): number {
  return processes.reduce((sum, { pid }) => sum + memoryKb(pid), 0);
}

async function gather(system: System, rooms: number): Promise<void> {
  const { processes, isTogether, crowd } = system;
  const [before, began] = [kbOf(system), performance.now()];
  const { count } = await crowd.ask<CrowdReply>(
    {
      ...{ kind: "gather", crowd: "all", dialect: "product", rooms, isTogether },
      urls: processes.map(({ url }) => url),
    } satisfies CrowdRequest,
  );
  system.joins = count / (performance.now() - began) * 1_000;
  system.kb = (kbOf(system) - before) / count;
}

async function costs(rounds: number): Promise<void> {
  const systems = [
    await systemOf("1 process, no Redis", { count: 1, isAlone: true }),
    await systemOf("1 process", { count: 1 }),
    await systemOf("2, a room at one of them", { count: 2, isTogether: true }),
    await systemOf("2, a room over both", { count: 2 }),
    await systemOf("3, a room over all", { count: 3 }),
  ];
  for (const system of systems) await gather(system, ROOMS);
  for (let round = 0; round <= rounds; round++) {
    for (const system of systems) {
      const before = microsOf(system);
      const { count } = await system.crowd.ask<CrowdReply>(
        {
          ...{ kind: "talk", crowd: "all", messages: MESSAGES },
          ...{ perSecond: PER_SECOND, acks: true },
        } satisfies CrowdRequest,
      );
      if (count < MESSAGES) console.log(`${system.name}: only ${count} of ${MESSAGES} arrived`);
      if (round > 0) system.micros.push((microsOf(system) - before) / count);
    }
  }
  const floor = systems[0]?.micros ?? [];
  printTable(
    "Several processes: CPU per relayed message (all of them and Redis), joins, memory",
    ["processes", "µs (spread)", "ratio", "messages/s a core", "joins/s", "kB a member"],
    systems.map(({ name, micros, joins, kb }) => [
      ...[name, spread(micros), ratio(micros, floor)],
      ...[(1e6 / median(micros)).toFixed(0), joins.toFixed(0), kb.toFixed(0)],
    ]),
  );
  for (const system of systems) await end(system);
}

/** People come, room by room, to three processes: does each take as much as the one before? */
async function growth(steps: readonly number[]): Promise<void> {
  const system = await systemOf("3, a room over all", { count: 3 });
  const rows: string[][] = [];
  let inside = 0;
  for (const step of steps) {
    const began = microsOf(system);
    await gather(system, (step - inside) / 4);
    const micros = (microsOf(system) - began) / (step - inside);
    inside = step;
    const { joins, kb } = system;
    rows.push([String(step), joins.toFixed(0), micros.toFixed(0), kb.toFixed(0)]);
  }
  printTable("Growth at 3 processes", ["members", "joins/s", "µs a join", "kB a member"], rows);
  await end(system);
}

/** 60 people in 12 rooms at three processes, 100 lines a second, and a process killed every five seconds. */
async function kills(times: number): Promise<void> {
  const redis = await Redis.start();
  const processes = await Promise.all(Array.from({ length: 3 }, () => Process.start(redis.url)));
  using balancer = new Balancer(processes);
  const talks = Array.from(
    { length: 12 },
    (_, at) => new Talk([balancer.url], { room: `room-${at}`, people: 5 }),
  );
  for (const talk of talks) await talk.together(60_000);
  for (const talk of talks) talk.begin(100 / talks.length);
  const backs: number[] = [];
  for (let kill = 0; kill < times; kill++) {
    const at = kill % processes.length;
    const victim = processes[at];
    balancer.targets = processes.filter((one) => one !== victim);
    const since = performance.now();
    await victim?.end();
    await later(KILL_MS);
    const joins = talks.flatMap(({ people }) => people.flatMap(({ joined }) => joined));
    backs.push(Math.max(since, ...joins.filter((moment) => moment > since)) - since);
    processes[at] = await Process.start(redis.url);
    balancer.targets = [...processes];
  }
  for (const talk of talks) await talk.together(60_000);
  const faults: string[] = [];
  for (const talk of talks) await talk.end().catch((error) => faults.push(String(error)));
  const lines = talks.reduce((sum, { said }) => sum + said.length, 0);
  console.log(`\n60 people in 12 rooms, ${lines} lines, ${times} processes killed`);
  console.log(
    `- the last one back ${spread(backs)} ms after the kill; faults: ${faults.length} of 12 rooms`,
  );
  for (const fault of faults) console.log(`  ${fault.slice(0, 400)}`);
  for (const talk of talks) talk[Symbol.dispose]();
  await Promise.all(processes.map((one) => one.end()));
  await redis.kill();
}

function later(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
