// The connection monitor on busy computers and at busy servers: it accuses nobody wrongly and starts no storm.
import assert from "node:assert/strict";
import { NOTHING, world } from "./connection_monitor_kit.ts";

Deno.test("one of several who is silent alone is given more time: it may only be busy", async () => {
  const { clock, connection, pass } = world("a", "b", "c");
  await pass(3_000);
  connection("b").flows = false;
  const stopped = clock.now();
  await pass(2_000);
  connection("b").flows = true;
  await pass(2_000);
  assert.equal(connection("b").restarts.length, 0);
  connection("b").flows = false;
  await pass(3_200);
  const [first = Infinity] = connection("b").restarts;
  assert.ok(first > stopped + 4_000 + 2_400 && first < stopped + 4_000 + 3_200);
  assert.equal(connection("a").restarts.length + connection("c").restarts.length, 0);
});

Deno.test("when all fall silent at once though the server answers, restarts are late, few and apart", async () => {
  const { clock, connection, pass } = world("a", "b", "c", "d", "e");
  const ids = ["a", "b", "c", "d", "e"];
  await pass(3_000);
  for (const id of ids) connection(id).flows = false;
  const stopped = clock.now();
  await pass(2_000);
  for (const id of ids) connection(id).flows = true;
  await pass(2_000);
  assert.deepEqual(
    ids.flatMap((id) => connection(id).restarts),
    [],
    "a computer that was busy for 2 s",
  );
  for (const id of ids) connection(id).flows = false;
  await pass(20_000);
  const all = ids.flatMap((id) => connection(id).restarts).sort((a, b) => a - b);
  console.log(`restarts after ${all.map((at) => at - stopped - 4_000).join(", ")} ms`);
  assert.ok(all.every((at, index) => at - (all[index - 1] ?? 0) >= 500), "never two at once");
  assert.ok(all.length <= 4 * ids.length, `${all.length} in 20 s`);
  for (const id of ids) assert.ok(connection(id).restarts.length > 0, "but each gets its turn");
});

Deno.test("when all fall silent and the server was, too, all get a new path at once", async () => {
  const { monitor, connection, pass, setOnline } = world("a", "b", "c");
  await pass(3_000);
  for (const id of ["a", "b", "c"]) connection(id).flows = false;
  await pass(800);
  setOnline(false);
  await pass(400);
  setOnline(true);
  monitor.resume();
  for (const id of ["a", "b", "c"]) assert.equal(connection(id).restarts.length, 1, id);
});

Deno.test("a server that comes and goes does not make a restart out of every return", async () => {
  const { monitor, connection, pass } = world("a", "b");
  await pass(3_000);
  connection("a").flows = connection("b").flows = false;
  connection("a").state = connection("b").state = "failed";
  for (let round = 0; round < 20; round++) {
    await pass(500);
    monitor.resume();
  }
  assert.ok(connection("a").restarts.length <= 5, `${connection("a").restarts.length} in 10 s`);
});

Deno.test("a silence that nothing has confirmed is no reason when the server is back", async () => {
  const { monitor, connection, pass, setOnline } = world("a", "b");
  await pass(3_000);
  setOnline(false);
  connection("a").flows = connection("b").flows = false;
  await pass(600);
  setOnline(true);
  monitor.resume();
  assert.deepEqual([connection("a").restarts.length, connection("b").restarts.length], [0, 0]);
});

Deno.test("resume() leaves alone what has recovered by itself in the meantime", async () => {
  const { monitor, connection, pass } = world("a");
  await pass(3_000);
  connection("a").flows = false;
  await pass(1_300);
  assert.equal(connection("a").restarts.length, 1);
  connection("a").flows = true;
  await pass(600);
  monitor.resume();
  assert.equal(connection("a").restarts.length, 1);
});

Deno.test("statistics that come late are those of an overloaded computer and prove nothing", async () => {
  const { clock, connection, pass } = world("a");
  await pass(3_000);
  connection("a").flows = false;
  const late = { ...NOTHING, bytes: 7 };
  connection("a").totals = () => new Promise((done) => clock.after(500, () => done(late)));
  await pass(10_000);
  assert.equal(connection("a").restarts.length, 0);
  connection("a").state = "disconnected";
  await pass(2_500);
  assert.equal(connection("a").restarts.length, 0, "the browser has missed answers, too");
  await pass(1_000);
  assert.equal(connection("a").restarts.length, 1, "but if it goes on saying so it counts");
  await pass(3_000);
  connection("a").state = "failed";
  await pass(1_500);
  assert.equal(connection("a").restarts.length, 2, "and what it has given up at once");
});

Deno.test("one who slept accuses nobody, but asks whether the server is there", async () => {
  const { clock, seen, connection, pass } = world("a", "b");
  await pass(3_000);
  const now = clock.now.bind(clock);
  let slept = 0;
  clock.now = () => now() + slept;
  slept = 60_000;
  connection("a").flows = connection("b").flows = false; // nothing has been played in between
  await pass(250);
  connection("a").flows = connection("b").flows = true;
  assert.deepEqual([seen.sleeps, seen.doubts], [1, 0]);
  await pass(3_000);
  assert.equal(connection("a").restarts.length + connection("b").restarts.length, 0);
});

Deno.test("resume() leaves alone what is well", async () => {
  const { monitor, connection, pass } = world("a", "b");
  await pass(3_000);
  connection("b").state = "disconnected";
  monitor.resume();
  assert.deepEqual([connection("a").restarts.length, connection("b").restarts.length], [0, 1]);
});

Deno.test("one who is too busy to look accuses nobody, but a hidden page's second is no absence", async () => {
  const { clock, connection, pass } = world("a");
  await pass(3_000);
  const now = clock.now.bind(clock);
  let behind = 0;
  clock.now = () => now() + behind;
  for (let round = 0; round < 30; round++) {
    await pass(400);
    behind += 700; // all that comes is read late, this alarm too
  }
  assert.equal(connection("a").restarts.length, 0);
  clock.now = now;
});

Deno.test("two ends that take long to agree on an overloaded computer are not made anew at once", async () => {
  const { clock, connection, pass } = world("a");
  const helped: number[] = [];
  connection("a").state = "connecting";
  connection("a").flows = false;
  connection("a").restartStuckNegotiation = () => void helped.push(clock.now());
  const begun = clock.now();
  await pass(500);
  assert.ok(helped.length > 0, "as long as there is no sign of that");
  helped.length = 0;
  connection("a").totals = () =>
    new Promise((done) => clock.after(1_000, () => done({ ...NOTHING, bytes: 0 })));
  await pass(29_000);
  const early = helped.filter((at) => at > begun + 2_000);
  assert.deepEqual(early, []);
  await pass(2_000);
  assert.ok(helped.length > 0, "but not for ever");
});
