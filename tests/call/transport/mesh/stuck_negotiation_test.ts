// Connections that can never come about by themselves, and what is told of those that are made anew.
import assert from "node:assert/strict";
import { seeded } from "../../../fakes/random.ts";
import { meet, STEP_MS } from "./peer_session_kit.ts";
import { world } from "../monitor/connection_monitor_kit.ts";

/** What goes wrong, once, while two ends agree; each is met on an overloaded computer. */
const TROUBLES = ["setRemoteDescription", "setLocalDescription"] as const;

Deno.test("two ends that cannot agree are made anew within ten seconds, wherever it went wrong", async () => {
  let remade = 0;
  let failed = 0;
  for (let seed = 1; seed <= 80; seed++) {
    const random = seeded(seed);
    const way = { lose: random() * 0.2, double: random() * 0.2, longestMs: random() * 300 };
    const call = meet({ random, way });
    const side = random() < 0.5 ? call.a : call.b;
    const what = TROUBLES[Math.floor(random() * TROUBLES.length)] ?? "setRemoteDescription";
    const [pc] = side.pcs;
    assert.ok(pc);
    const real = pc[what].bind(pc);
    pc[what] = () => {
      Object.assign(pc, { [what]: real });
      return Promise.reject(new DOMException("out of memory", "OperationError"));
    };
    let since = 0;
    const ms = await call.untilAgreed(() => {
      since += STEP_MS;
      if (since % 200 !== 0) return; // as often as the monitor looks
      for (const { pair } of call.sides) pair.restartStuckNegotiation();
    });
    assert.ok(ms <= 10_000, `${ms} ms: seed ${seed}, ${what}`);
    if (call.errors.length > 0) failed++;
    if (side.pcs.length > 1) remade++;
    assert.ok(call.sides.every(({ pcs }) => pcs.length <= 4), `seed ${seed}: no storm`);
  }
  // Some first offers have begun before anything can go wrong with them.
  assert.ok(failed > 55 && remade > 30, `${failed} went wrong, ${remade} were made anew`);
});

Deno.test("ends that agree are left alone, however slow their path", async () => {
  const call = meet();
  for (const { pcs } of call.sides) {
    for (const pc of pcs) Object.defineProperty(pc, "connectionState", { value: "connecting" });
  }
  await call.pass(2_000);
  for (let passed = 0; passed < 60_000; passed += 200) {
    await call.pass(200);
    for (const { pair } of call.sides) pair.restartStuckNegotiation();
  }
  assert.ok(call.sides.every(({ pcs }) => pcs.length === 1));
});

Deno.test("what is made anew begins without the trouble of the one before", async () => {
  const { monitor, connection, pass, seen } = world("a");
  await pass(2_000);
  connection("a").state = "failed";
  await pass(100_000); // told to be blocked, and tried every half a minute
  assert.deepEqual(seen.health.at(-1), ["a", "blocked"]);
  monitor.forget("a"); // a new page of the same member
  connection("a").state = "connecting";
  await pass(1_000);
  assert.deepEqual(seen.health.at(-1), ["a", "connecting"]);
  const before = connection("a").restarts.length;
  connection("a").state = "failed";
  await pass(1_000);
  assert.equal(connection("a").restarts.length, before + 1, "at once, not half a minute later");
});

Deno.test("after a long sleep what was in trouble before is tried at once", async () => {
  for (const ms of [90_000, 3_600_000]) {
    const { clock, connection, pass } = world("a", "b");
    await pass(2_000);
    for (const id of ["a", "b"]) connection(id).state = "failed";
    await pass(100_000);
    const before = [connection("a").restarts.length, connection("b").restarts.length];
    clock.set(ms); // the computer slept: only the date went on
    await pass(2_000);
    const after = [connection("a").restarts.length, connection("b").restarts.length];
    assert.ok(
      after.every((restarts, index) => restarts > (before[index] ?? 0)),
      `${before} ${after}`,
    );
  }
});
