// One abuser among ten honest people: they must not notice, and the abuser must be thrown out.
import assert from "node:assert/strict";
import { Client } from "../signaling/socket_kit.ts";
import { Victim } from "./attack.ts";
import { type Flood, type FloodOrder, type FloodReport, FLOODS } from "./flooder.ts";
import { crowding } from "./server_health.ts";
import { attackFrom, clockOf, isBetter, isUnnoticed, roundTrips } from "./honest.ts";

const HONEST = 10;
/** How long a flood is measured. */
const ROUND_MS = 1_000;
/** Noise of the machine only adds: the best of so many rounds counts. */
const ROUNDS = 8;
const WEBSOCKET = { transports: ["websocket" as const] };

Deno.test("ten honest people do not notice an abuser, who is thrown out again and again", async () => {
  await using victim = await Victim.start({ ADDRESS_LIMIT: "100", TRUST_PROXY: "1" });
  await using bystander = await Victim.start(); // shows what the machine alone does to people
  const people = await tenPeople(victim);
  const calmPeople = await tenPeople(bystander);
  await roundTrips([...people, ...calmPeople], clockOf(ROUND_MS)); // warms up
  for (const flood of FLOODS) {
    const { calm, p99, report } = await bestRound({ people, calmPeople }, { victim, flood });
    console.log(
      `${flood}: ${report.packets} packets, thrown out ${report.thrownOut} times; ` +
        `honest p99 ${p99.toFixed(1)} ms, on a calm server at the same time ${calm.toFixed(1)} ms`,
    );
    assert.ok(report.packets > 0 && report.thrownOut > 0, flood);
    assert.ok(isUnnoticed({ p99, calm }), `${flood}: p99 ${p99} ms against ${calm} ms`);
  }
  const { rooms, uncaught } = await victim.feelUntil(({ rooms }) => rooms === 2);
  assert.deepEqual([rooms, uncaught], [2, []], "rooms of the abuser are gone");
  for (const person of [...people, ...calmPeople]) person.close();
});

async function tenPeople({ url }: Victim): Promise<Client[]> {
  const people: Client[] = [];
  for (let n = 0; n < HONEST; n++) people.push(await Client.connect(url, WEBSOCKET));
  await Promise.all(people.map((person, n) => person.join(`room-${n % 2}`)));
  return people;
}

interface Round {
  calm: number;
  p99: number;
  report: FloodReport;
}

async function bestRound(
  { people, calmPeople }: Record<"people" | "calmPeople", readonly Client[]>,
  { victim, flood }: { victim: Victim; flood: Flood },
): Promise<Round> {
  let best: Round | null = null;
  for (let n = 0; n < ROUNDS && !(best && isUnnoticed(best)); n++) {
    const address = `203.0.113.${1 + FLOODS.indexOf(flood) * ROUNDS + n}`; // has done nothing yet
    const order: FloodOrder = { port: victim.port, flood, address, ms: ROUND_MS };
    const flooding = attackFrom<FloodReport>(new URL("./flooder.ts", import.meta.url), order);
    const isOver = clockOf(ROUND_MS);
    const both = [people, calmPeople].map((some) => roundTrips(some, isOver));
    const [p99 = NaN, calm = NaN] = await Promise.all(both);
    const round = { calm, p99, report: await flooding };
    if (best === null || isBetter(round, best)) best = round;
  }
  assert.ok(best !== null);
  return best;
}

Deno.test("slow headers, slow bodies, silence and idle sockets are over within 6 s", async () => {
  await using victim = await Victim.start();
  const post = "POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n";
  const slow: Record<string, Drip> = {
    "slow headers": { first: "GET / HTTP/1.1\r\nHost: x\r\n", drop: "x-a: b\r\n" },
    "a slow body to nobody": { first: `${post}${BODY}`, drop: "4" },
    "silence": { first: "", drop: "" },
    "a WebSocket that says nothing": { first: HANDSHAKE, drop: "" },
  };
  const sid = await pollingSid(victim.url);
  const first = `${post.replace("polling", `polling&sid=${sid}`)}${BODY}`;
  const results = await Promise.all([
    endure(victim.port, { first, drop: "4" }).then((ms) => ({ what: OF_SOCKET, ms })),
    ...Object.entries(slow).flatMap(([what, how]) =>
      Array.from({ length: 25 }, async () => ({ what, ms: await endure(victim.port, how) }))
    ),
  ]);
  for (const what of [...Object.keys(slow), OF_SOCKET]) {
    const longest = Math.max(...results.filter((one) => one.what === what).map(({ ms }) => ms));
    console.log(`${what}: the longest lasted ${(longest / 1_000).toFixed(2)} s`);
    assert.ok(longest <= 6_000 + 200 * crowding(), `${what}: ${longest} ms`);
  }
  const { connections, uncaught } = await victim.feelUntil(({ connections }) => connections === 0);
  assert.deepEqual([connections, uncaught], [0, []]);
});

interface Drip {
  first: string;
  /** What is sent every half second. */
  drop: string;
}

const OF_SOCKET = "a slow body of a socket";
const BODY = "Content-Length: 50000\r\n\r\n";

async function pollingSid(url: string): Promise<string> {
  const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  return JSON.parse((await answer.text()).slice(1)).sid;
}

const HANDSHAKE = [
  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
  "Host: x",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  "",
  "",
].join("\r\n");

/** Says something, then a drop every half second; how long the server put up with it. */
async function endure(port: number, { first, drop }: Drip): Promise<number> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const start = performance.now();
  const send = (text: string) => connection.write(new TextEncoder().encode(text)).catch(() => 0); // it is closed: seen by reading
  await send(first);
  const dripping = setInterval(() => drop === "" || send(drop), 500);
  const buffer = new Uint8Array(1_024);
  try {
    while (await connection.read(buffer) !== null);
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  }
  clearInterval(dripping);
  return performance.now() - start;
}
