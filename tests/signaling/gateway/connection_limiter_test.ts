// How many connections one address may hold, alone and over real sockets.
import assert from "node:assert/strict";
import { PACKET_BURST, SUSPECT_SHARE, TrafficBudget } from "@/signaling/gateway/traffic_budget.ts";
import { ConnectionLimiter } from "@/signaling/gateway/connection_limiter.ts";
import { Client, startServer } from "../socket_kit.ts";

const WEBSOCKET = { transports: ["websocket" as const] };

Deno.test("an address may hold so many connections and no more; another one is not concerned", () => {
  const limiter = new ConnectionLimiter(3);
  for (let n = 0; n < 3; n++) {
    assert.ok(mayEnter(limiter, "a", 0));
    limiter.opened("a", 0);
  }
  assert.ok(!mayEnter(limiter, "a", 0));
  assert.ok(mayEnter(limiter, "b", 0));
  limiter.closed("a");
  assert.ok(mayEnter(limiter, "a", 0));
});

Deno.test("an address may not come and go without end, but may again after a pause", () => {
  const limiter = new ConnectionLimiter(10);
  let entered = 0;
  while (entered < 1_000 && mayEnter(limiter, "a", 0)) {
    limiter.opened("a", 0);
    limiter.closed("a");
    entered += 1;
  }
  assert.equal(entered, 30);
  assert.ok(mayEnter(limiter, "a", 1_000));
});

Deno.test("a bad neighbour does not shut a school out; new sockets come more slowly and get less", () => {
  const limiter = new ConnectionLimiter(100);
  for (let n = 0; n < 20; n++) limiter.suspect("a", 0);
  let entered = 0;
  while (entered < 1_000 && mayEnter(limiter, "a", 0)) entered += 1;
  assert.equal(entered, 50);
  limiter.suspect("a", 100);
  assert.ok(mayEnter(limiter, "a", 100), "ten a second go on coming");
  assert.deepEqual([limiter.isSuspect("a", 60_099), limiter.isSuspect("b", 0)], [true, false]);
  assert.ok(!limiter.isSuspect("a", 60_100), "forgiven");
  const whole = allowedPackets(new TrafficBudget(0));
  const less = allowedPackets(new TrafficBudget(0, SUSPECT_SHARE));
  assert.deepEqual([whole, less], [PACKET_BURST, PACKET_BURST / 4]);
});

function allowedPackets(allowance: TrafficBudget): number {
  let count = 0;
  while (allowance.take(1, 0)) count += 1;
  return count;
}

function mayEnter(limiter: ConnectionLimiter, key: string, now: number): boolean {
  return limiter.enter(key, now) === null;
}

Deno.test("a clock that is set back makes no suspicion longer", () => {
  const limiter = new ConnectionLimiter(10);
  const hour = 3_600_000;
  limiter.suspect("a", 2 * hour);
  assert.ok(limiter.isSuspect("a", 2 * hour + 59_000));
  assert.ok(!limiter.isSuspect("a", hour));
  assert.ok(!limiter.isSuspect("a", hour + 50 * 60_000));
});

Deno.test("an address that nobody tells is not counted, and no limit is no limit", () => {
  for (const [limit, key] of [[1, ""], [0, "a"]] as const) {
    const limiter = new ConnectionLimiter(limit);
    for (let n = 0; n < 100; n++) {
      assert.ok(mayEnter(limiter, key, 0));
      limiter.opened(key, 0);
    }
  }
});

Deno.test("a million addresses that came and went take no memory", () => {
  const limiter = new ConnectionLimiter(1);
  for (let n = 0; n < 100_000; n++) {
    limiter.opened(`a${n}`, 0);
    limiter.closed(`a${n}`);
  }
  assert.ok(limiter.size <= 10_000);
});

Deno.test("the server turns away what is too much of one address, by either transport", async () => {
  await using server = await startServer({ config: { addressLimit: 4 } });
  const clients = [];
  for (let n = 0; n < 4; n++) clients.push(await Client.connect(server.url, WEBSOCKET));
  for (const transports of [["websocket"], ["polling"]] as ("websocket" | "polling")[][]) {
    await assert.rejects(Client.connect(server.url, { transports }));
  }
  assert.equal(server.signaling.stats().turnedAway, 2);
  clients[0]?.close();
  await clients[1]?.ask("echo:send", { text: "the other one's end was read" });
  using late = await Client.connect(server.url, WEBSOCKET);
  assert.ok((await late.ask("echo:send", { text: "x" })).ok);
  for (const client of clients) client.close();
});

Deno.test("behind a named proxy connections are counted one by one, whatever they claim", async () => {
  const config = { addressLimit: 2, trustProxy: ["127.0.0.1"] };
  await using server = await startServer({ config });
  const from = (forwarded: string) =>
    Client.connect(server.url, { ...WEBSOCKET, headers: { "x-forwarded-for": forwarded } });
  const clients = [await from("203.0.113.1"), await from("6.6.6.6, 203.0.113.1")];
  await assert.rejects(from("7.7.7.7, 203.0.113.1"));
  clients.push(await from("203.0.113.2"), await from("2001:db8::1"), await from("2001:db8::2"));
  await assert.rejects(from("2001:db8::3"));
  for (const client of clients) client.close();
});
