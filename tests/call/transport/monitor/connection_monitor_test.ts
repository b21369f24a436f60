// The connection monitor: who is restarted, when, and what is told.
import assert from "node:assert/strict";
import type { ConnectionState } from "@/call/transport/monitor/connection_state.ts";
import { NOTHING, world } from "./connection_monitor_kit.ts";

/** The last that was told of somebody. */
function healthOf(
  seen: { health: [string, ConnectionState][] },
  id: string,
): ConnectionState | undefined {
  return seen.health.findLast(([whose]) => whose === id)?.[1];
}

Deno.test("a connection that goes silent is doubted within 600 ms and restarted within 1 s", async () => {
  const { clock, seen, connection, pass } = world("a");
  await pass(3_000);
  assert.equal(healthOf(seen, "a"), "connected");
  connection("a").flows = false;
  const stopped = clock.now();
  await pass(600);
  assert.ok(seen.doubts > 0, "the way to the server is asked, too");
  assert.equal(connection("a").restarts.length, 0);
  await pass(2_000);
  const [first = Infinity] = connection("a").restarts;
  console.log(`restarted ${first - stopped} ms after the last packet`);
  assert.ok(first - stopped <= 1_200, `${first - stopped} ms`);
  await pass(400);
  assert.equal(healthOf(seen, "a"), "broken", "grey within 3 s");
});

Deno.test("a voice that saves data may pause between two packets, one of them lost; a dead path is found", async () => {
  const { clock, seen, connection, pass } = world("a");
  const voice = connection("a");
  voice.sparse = true;
  await pass(3_000);
  for (let pause = 0; pause < 20; pause++) {
    voice.flows = false;
    await pass(800);
    voice.flows = true;
    await pass(250);
  }
  assert.equal(seen.doubts, 0);
  assert.deepEqual(voice.restarts, []);
  voice.flows = false;
  const stopped = clock.now();
  await pass(4_000);
  const [first = Infinity] = voice.restarts;
  assert.ok(first - stopped <= 3_000, `${first - stopped} ms`);
});

Deno.test("of the only other one it is soon sure that the network is gone, of several never", async () => {
  const { clock, seen, connection, pass } = world("a");
  await pass(3_000);
  connection("a").flows = false;
  const stopped = clock.now();
  await pass(60_000);
  const [first = Infinity] = seen.sure;
  assert.equal(first, connection("a").restarts[0], "when it is restarted, and not before");
  assert.ok(seen.sure.every((at) => at < stopped + 2_900), "the server is not pressed for ever");
  const many = world("a", "b", "c");
  await many.pass(3_000);
  for (const id of ["a", "b", "c"]) many.connection(id).flows = false;
  await many.pass(60_000);
  assert.ok(many.seen.doubts > 0);
  assert.deepEqual(many.seen.sure, [], "all together are rather an overloaded computer");
});

Deno.test("another connection is felt anew: what the old one kept back is not its fault", async () => {
  const { monitor, connection, pass, seen } = world("a");
  await pass(3_000);
  connection("a").flows = false;
  await pass(1_300);
  assert.equal(connection("a").restarts.length, 1);
  monitor.renew("a");
  connection("a").expected = true;
  await pass(1_000);
  assert.equal(healthOf(seen, "a"), "connected");
  assert.equal(connection("a").restarts.length, 1);
});

Deno.test("who switched everything off is not missed", async () => {
  const { seen, connection, pass } = world("a");
  await pass(3_000);
  connection("a").expected = false;
  connection("a").flows = false;
  await pass(20_000);
  assert.equal(connection("a").restarts.length, 0);
  assert.equal(healthOf(seen, "a"), "connected");
});

Deno.test("a picture of one frame a second is never steady, so its pauses are none", async () => {
  const { connection, pass, clock } = world("a");
  connection("a").totals = () =>
    Promise.resolve({ ...NOTHING, bytes: Math.floor(clock.now() / 1_000) });
  await pass(20_000);
  assert.equal(connection("a").restarts.length, 0);
});

Deno.test("restarts come at a decent pace, go on for ever, and after a while one is told", async () => {
  const { clock, seen, connection, pass } = world("a");
  await pass(3_000);
  connection("a").flows = false;
  connection("a").state = "failed";
  const failed = clock.now();
  await pass(11_500);
  assert.equal(healthOf(seen, "a"), "broken");
  await pass(1_000);
  assert.equal(healthOf(seen, "a"), "blocked");
  await pass(300_000);
  const times = connection("a").restarts.map((at) => Math.round((at - failed) / 1_000));
  assert.deepEqual(times.slice(0, 6), [0, 4, 8, 16, 31, 61]);
  const { length } = times;
  assert.ok(length >= 13 && length <= 15, `${length} in five minutes`);
  connection("a").state = "connected";
  connection("a").flows = true;
  await pass(1_000);
  assert.equal(healthOf(seen, "a"), "connected");
});

Deno.test("without the server nothing is tried, and nothing is said to be hopeless", async () => {
  const { seen, monitor, connection, pass, setOnline } = world("a");
  await pass(3_000);
  setOnline(false);
  connection("a").flows = false;
  connection("a").state = "disconnected";
  await pass(60_000);
  assert.equal(connection("a").restarts.length, 0);
  assert.equal(healthOf(seen, "a"), "broken");
  setOnline(true);
  monitor.resume();
  assert.equal(connection("a").restarts.length, 1, "at once when the server is back");
});

Deno.test("a first connection that does not come about is told after half a minute", async () => {
  const { seen, connection, pass } = world("a");
  connection("a").state = "connecting";
  connection("a").flows = false;
  await pass(29_000);
  assert.equal(healthOf(seen, "a"), "connecting");
  await pass(1_500);
  assert.equal(healthOf(seen, "a"), "blocked");
  assert.equal(connection("a").restarts.length, 0, "the browser says when it has given up");
});

Deno.test("members of whom something arrives are attested, from 2.5 s on, again and again", async () => {
  const { seen, connection, pass } = world("a", "b", "c");
  await pass(3_000);
  connection("a").away = connection("b").away = true;
  connection("b").flows = false;
  await pass(2_000);
  assert.equal(seen.alive.length, 0, "a page that is closing sends a little longer");
  await pass(10_000);
  assert.ok(seen.alive.length >= 2 && seen.alive.every((ids: string[]) => ids.join() === "a"));
  assert.equal(healthOf(seen, "a"), "connected");
  assert.equal(healthOf(seen, "b"), "broken");
});

Deno.test("one who is away and of whom nothing came at all is broken at once", async () => {
  const { seen, connection, pass } = world("a");
  connection("a").flows = false;
  connection("a").expected = false;
  await pass(3_000);
  connection("a").away = true;
  await pass(250);
  assert.equal(healthOf(seen, "a"), "broken");
});

Deno.test("nothing rings any more when nobody is left", async () => {
  const { connections, pass, seen } = world("a");
  await pass(1_000);
  connections.clear();
  await pass(400);
  const { length } = seen.health;
  await pass(60_000);
  assert.equal(seen.health.length, length);
});
