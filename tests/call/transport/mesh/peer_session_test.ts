// Successors of dead connections, over a way that loses, doubles, delays and shuffles what is said.
import assert from "node:assert/strict";
import { seeded } from "../../../fakes/random.ts";
import { AWFUL, connected, meet, STEP_MS } from "./peer_session_kit.ts";

const STARTERS: Record<string, ("a" | "b")[]> = {
  "the polite side": ["a"],
  "the impolite side": ["b"],
  "both at once": ["a", "b"],
};

for (const [who, starters] of Object.entries(STARTERS)) {
  Deno.test(`a dead connection gets one successor when ${who} finds it dead`, async () => {
    const call = await connected();
    call.die();
    for (const side of starters) call[side].pair.restart([]);
    const ms = await call.untilAgreed();
    assert.ok(ms <= 3 * STEP_MS, `${ms} ms`);
    for (const { pcs, shown, replaced } of call.sides) {
      assert.equal(pcs.length, 2);
      assert.equal(replaced, 1);
      assert.equal(shown.length, 2, "its tracks are shown once");
      assert.equal(shown[1]?.state, "connected", "and not before it is up");
      assert.ok(pcs.every(({ restarts }) => restarts === 0));
    }
    await call.pass(60_000);
    assert.ok(call.sides.every(({ pcs }) => pcs.length === 2));
    assert.deepEqual(call.errors, []);
  });
}

Deno.test("the old connection is kept until the new one is up, and both get what is sent", async () => {
  const call = await connected();
  const { a, b } = call;
  call.world.online = false;
  call.die();
  b.pair.restart([]);
  await call.pass(1_000);
  assert.deepEqual(b.pcs.map(({ signalingState }) => signalingState), [
    "stable",
    "have-local-offer",
  ]);
  assert.equal(b.pair.connections.length, 2);
  assert.equal(b.shown.length, 1);
  b.pcs[0]?.become("connected"); // its path is back, which does not matter any more
  call.world.online = true;
  b.pair.retrySignals();
  await call.untilAgreed();
  assert.deepEqual([a.shown.length, b.shown.length], [2, 2]);
});

Deno.test("who is called while nobody could hear it is called again, and by its own envelopes reminded", async () => {
  const call = await connected();
  const { a, b } = call;
  call.die();
  call.world.online = false;
  a.pair.restart([]); // the polite side cannot offer, it can only call
  await call.pass(2_500);
  call.world.online = true;
  await call.pass(5_000);
  assert.equal(b.pcs.length, 2, "by itself");
  call.die();
  call.world.online = false;
  a.pair.restart([]);
  await call.pass(400);
  call.world.online = true;
  b.pair.retrySignals(); // of the old number
  assert.ok(await call.untilAgreed() <= 100, "at once");
  assert.equal(b.pcs.length, 3);
});

Deno.test("what was offered to somebody who was away is offered again as soon as they call", async () => {
  const call = await connected();
  call.die();
  call.world.online = false;
  call.b.pair.restart([]);
  call.a.pair.restart([]);
  await call.pass(200);
  call.world.online = true;
  call.a.pair.retrySignals();
  const ms = await call.untilAgreed();
  assert.ok(ms <= 100, `${ms} ms`);
});

Deno.test("a page that knows of no successors gets an ICE restart as ever", async () => {
  const call = await connected({ old: true });
  call.die();
  call.a.pair.restart([]);
  call.b.pair.restart([]);
  await call.pass(1_000);
  for (const { pcs } of call.sides) assert.deepEqual(pcs.map(({ restarts }) => restarts), [1]);
});

Deno.test("what was never up gets an ICE restart, and so does a successor that does not come about", async () => {
  const call = meet();
  call.paths.isOpen = false;
  await call.pass(1_000);
  call.b.pair.restart([]);
  await call.pass(100);
  assert.deepEqual(call.b.pcs.map(({ restarts }) => restarts), [1]);
  call.paths.isOpen = true;
  call.b.pair.restart([]);
  await call.untilAgreed();
  call.die();
  call.paths.isOpen = false;
  for (let second = 0; second < 10; second++) {
    call.sides.forEach(({ pair }) => pair.restart([]));
    await call.pass(1_000);
  }
  assert.deepEqual(call.sides.map(({ pcs }) => pcs.length), [2, 2], "one successor at a time");
  assert.ok((call.b.pcs[1]?.restarts ?? 0) >= 2, "which is helped");
  call.paths.isOpen = true;
  call.b.pair.restart([]);
  assert.ok(await call.untilAgreed() <= 100);
});

Deno.test("nobody can make a page begin one connection after the other, or far numbers", async () => {
  const call = await connected();
  const { a } = call;
  const probe = (link: number) => a.pair.receive({ link, seq: 0, ack: 0, signal: null });
  call.world.online = false;
  probe(7);
  probe(1_000_000);
  assert.equal(a.pcs.length, 1);
  for (let link = 1; link < 100; link++) probe(link);
  assert.equal(a.pcs.length, 2);
  await call.pass(10_000);
  for (let link = 1; link < 100; link++) probe(link);
  assert.equal(a.pcs.length, 3);
  assert.equal(a.pcs.filter(({ signalingState }) => signalingState !== "closed").length, 2);
});

Deno.test("close() closes whatever there is, and nothing is said or begun any more", async () => {
  const call = await connected();
  const { a, b } = call;
  call.world.online = false;
  call.die();
  b.pair.restart([]);
  a.pair.restart([]);
  await call.pass(100);
  for (const { pair, envelopes, pcs } of call.sides) {
    pair.close();
    assert.ok(pcs.every(({ signalingState }) => signalingState === "closed"));
    envelopes.length = 0;
  }
  call.world.online = true;
  a.pair.receive({ link: 2, seq: 0, ack: 0, signal: null });
  a.pair.restart([]);
  await call.pass(20_000);
  assert.deepEqual(call.sides.map(({ envelopes, pcs }) => [envelopes.length, pcs.length]), [
    [0, 2],
    [0, 2],
  ]);
});

Deno.test("200 of 200 pairs find together through three deaths each, whatever is lost", async () => {
  const times: number[] = [];
  let lost = 0;
  const begun = { a: 0, b: 0, both: 0 };
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed);
    const call = await connected({ random });
    call.world.way = AWFUL;
    for (let death = 1; death <= 3; death++) {
      call.die();
      const starters = Object.values(STARTERS)[Math.floor(random() * 3)] ?? [];
      begun[starters.length === 2 ? "both" : starters[0] ?? "both"]++;
      let at = -Infinity;
      const look = () => { // as the monitor does, at its pace, on both sides in the end
        if (call.clock.now() - at < 3_500) return;
        const first = at === -Infinity;
        at = call.clock.now();
        for (const [name, side] of [["a", call.a], ["b", call.b]] as const) {
          if (side.pair.connection.state === "connected") continue;
          if (!first || starters.includes(name)) side.pair.restart([]);
        }
      };
      times.push(await call.untilAgreed(look));
      assert.equal(call.a.pcs.length, death + 1, `seed ${seed}: one successor for each death`);
      await call.pass(4_000);
    }
    assert.ok(call.sides.every(({ replaced, shown }) => replaced === 3 && shown.length === 4));
    assert.deepEqual(call.errors, [], `seed ${seed}`);
    lost += call.world.lost;
  }
  times.sort((a, b) => a - b);
  console.log(
    `agreed after ${times[times.length >> 1]} ms in the middle, ${times.at(-1)} ms at worst; ` +
      `${lost} envelopes lost`,
  );
  assert.deepEqual(times.filter(Number.isNaN), []);
  assert.ok(lost > 500 && Math.min(begun.a, begun.b, begun.both) > 100, JSON.stringify(begun));
});
