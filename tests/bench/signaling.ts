// What one relayed message costs the server: the product beside Socket.IO that only relays.
import { Server } from "../browser/harness/server.ts";
import { againstFloor, printTable } from "./measurements.ts";
import { canMeasureCpu, cpuMicros, JsonProcess, memoryKb, pin } from "./processes.ts";
import type { CrowdReply, CrowdRequest, Dialect } from "./signaling/crowd.ts";

const ROOMS = 60;
const MESSAGES = 20_000;
const PER_SECOND = 4_000;
const ROUNDS = 5;
const CORES = { servers: 0, crowd: 1 };

interface System {
  name: string;
  dialect: Dialect;
  acks: boolean;
  server: Server;
  micros: number[];
}

/** Runs the systems in turn and prints server CPU per message, with and without acknowledgements. */
export async function benchSignaling(): Promise<void> {
  if (!canMeasureCpu()) return console.log("\nSignaling: CPU time can be read on Linux only.");
  const bare = await Server.start({
    args: ["run", "-A", "--no-check", "tests/bench/signaling/bare_server.ts"],
    health: "/",
  });
  const product = await Server.start({ env: { ADDRESS_LIMIT: "0" } });
  const crowd = new JsonProcess("tests/bench/signaling/crowd.ts");
  const pinned = await Promise.all([
    pin(bare.pid, CORES.servers),
    pin(product.pid, CORES.servers),
    pin(crowd.pid, CORES.crowd),
  ]);
  const systems = [bare, product].flatMap((server): System[] => {
    const dialect = server === bare ? "bare" : "product";
    const name = server === bare ? "bare Socket.IO" : "Жүз";
    const common = { dialect, server, micros: [] } as const;
    return [{ ...common, name, acks: false, micros: [] }, {
      ...common,
      name,
      acks: true,
      micros: [],
    }];
  });
  const kb = new Map<Server, number>();
  for (const server of [bare, product]) {
    kb.set(server, await gather(crowd, server, server === bare));
  }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const system of systems) {
      const micros = await measure(crowd, system);
      system.server.assertAlive();
      if (round > 0) system.micros.push(micros); // the first round warms the compilers up
    }
  }
  await crowd.close();
  await bare.stop();
  await product.stop();
  report({ systems, kb: [...kb.values()], pinned: pinned.every(Boolean) });
}

/** Lets the crowd join; gives the server's memory per socket in kB. */
async function gather(crowd: JsonProcess, server: Server, bare: boolean): Promise<number> {
  const before = memoryKb(server.pid);
  const { count } = await crowd.ask<CrowdReply>(
    {
      kind: "gather",
      crowd: server.url,
      dialect: bare ? "bare" : "product",
      urls: [server.url],
      rooms: ROOMS,
    } satisfies CrowdRequest,
  );
  return (memoryKb(server.pid) - before) / count;
}

async function measure(crowd: JsonProcess, { server, acks }: System): Promise<number> {
  const before = cpuMicros(server.pid);
  const { count } = await crowd.ask<CrowdReply>(
    {
      kind: "talk",
      crowd: server.url,
      messages: MESSAGES,
      perSecond: PER_SECOND,
      acks,
    } satisfies CrowdRequest,
  );
  if (count < MESSAGES) throw new Error(`Only ${count} of ${MESSAGES} messages arrived.`);
  return (cpuMicros(server.pid) - before) / count;
}

interface Report {
  systems: readonly System[];
  kb: readonly number[];
  pinned: boolean;
}

function report({ systems, kb, pinned }: Report): void {
  for (const acks of [false, true]) {
    const samples = systems.filter((system) => system.acks === acks)
      .map(({ name, micros }) => ({ name, values: micros }));
    const how = acks ? "acknowledged to its sender" : "not acknowledged, as pages send signals";
    printTable(
      `Signaling: server CPU per relayed message, ${how}`,
      ["server", "µs (spread)", "ratio", "n"],
      againstFloor(samples, 1),
    );
  }
  const [bareKb = NaN, productKb = NaN] = kb;
  console.log(
    `\n${ROOMS * 4} sockets in rooms of 4, ${MESSAGES} messages of 560 bytes per measurement; ` +
      `memory per socket ${bareKb.toFixed(0)} kB bare, ${productKb.toFixed(0)} kB Жүз; ` +
      `cores ${pinned ? "pinned" : "not pinned"}.`,
  );
}
