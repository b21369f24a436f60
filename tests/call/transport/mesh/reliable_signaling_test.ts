// Reliable signaling over a way that loses, doubles, delays and reorders.
import assert from "node:assert/strict";
import {
  ReliableSignaling,
  type SignalEnvelope,
} from "@/call/transport/mesh/reliable_signaling.ts";
import { fakeClock } from "../../../fakes/ports.ts";
import { seeded } from "../../../fakes/random.ts";

interface NetworkConditions {
  lose: number;
  double: number;
  delayMs: number;
}

/** Two ends, and a way between them with the given faults. */
function makePair(random: () => number, way: NetworkConditions) {
  const clock = fakeClock();
  const got: [string[], string[]] = [[], []];
  let lost = 0;
  let posted = 0;
  const carry = (envelope: SignalEnvelope<string>, to: () => ReliableSignaling<string>) => {
    posted++;
    if (random() < way.lose) return void lost++;
    const copies = random() < way.double ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      clock.after(random() * way.delayMs, () => to().receive(envelope));
    }
  };
  const a: ReliableSignaling<string> = new ReliableSignaling({
    clock,
    transmit: (envelope) => carry(envelope, () => b),
    deliver: (signal) => got[0].push(signal),
  });
  const b: ReliableSignaling<string> = new ReliableSignaling({
    clock,
    transmit: (envelope) => carry(envelope, () => a),
    deliver: (signal) => got[1].push(signal),
  });
  const pass = (ms: number) => {
    for (let at = 0; at < ms; at += 10) clock.advance(10);
  };
  return { a, b, got, pass, count: () => ({ lost, posted }) };
}

Deno.test("signals arrive once and in order over a way with every fault", () => {
  let lost = 0;
  for (let seed = 1; seed <= 50; seed++) {
    const { a, b, got, pass, count } = makePair(seeded(seed), {
      lose: 0.2,
      double: 0.2,
      delayMs: 2_000,
    });
    const sent = Array.from({ length: 20 }, (_, index) => `${index}`);
    for (const signal of sent) {
      a.send(signal);
      b.send(signal);
      pass(50);
    }
    pass(120_000);
    assert.deepEqual(got, [sent, sent], `seed ${seed}`);
    lost += count().lost;
  }
  assert.ok(lost > 200, "envelopes were really lost");
});

Deno.test("on a perfect way nothing is sent twice, and silence follows", () => {
  const { a, got, pass, count } = makePair(seeded(1), { lose: 0, double: 0, delayMs: 20 });
  a.send("offer");
  pass(60_000);
  assert.deepEqual(got[1], ["offer"]);
  assert.deepEqual(count(), { lost: 0, posted: 2 }, "the signal and its acknowledgement");
});

Deno.test("an answer carries the acknowledgement", () => {
  const { a, b, pass, count } = makePair(seeded(1), { lose: 0, double: 0, delayMs: 0 });
  a.send("offer");
  pass(10);
  b.send("answer");
  pass(60_000);
  assert.equal(count().posted, 3, "offer, answer with ack, ack of the answer");
});

Deno.test("retry() sends at once what had no way out", () => {
  const way = { lose: 1, double: 0, delayMs: 0 };
  const { a, got, pass } = makePair(seeded(1), way);
  a.send("offer");
  pass(3_600_000);
  assert.deepEqual(got[1], []);
  way.lose = 0;
  a.retry();
  pass(10);
  assert.deepEqual(got[1], ["offer"]);
});

Deno.test("who comes back says so, and is sent at once what went to where they were", () => {
  const way = { lose: 1, double: 0, delayMs: 0 };
  const { a, b, got, pass, count } = makePair(seeded(1), way);
  a.send("offer");
  pass(400);
  way.lose = 0;
  b.retry();
  pass(10);
  assert.deepEqual(got[1], ["offer"]);
  pass(60_000);
  assert.equal(count().posted, 4, "the lost one, b's word, the offer, its acknowledgement");
});

Deno.test("an envelope that is under way is not taken for lost", () => {
  const { a, b, pass, count } = makePair(seeded(1), { lose: 0, double: 0, delayMs: 0 });
  a.send("offer");
  b.retry();
  pass(60_000);
  assert.equal(count().posted, 3, "the offer, b's word, the acknowledgement");
});

Deno.test("more that is said does not put the next attempt off", () => {
  const clock = fakeClock();
  const sent: [seq: number, at: number][] = [];
  const box = new ReliableSignaling<string>({
    clock,
    transmit: ({ seq }) => void sent.push([seq, clock.now() - begun]),
    deliver: () => {},
  });
  const begun = clock.now();
  box.send("offer");
  clock.advance(40);
  box.receive({ seq: 0, ack: 0, signal: null }); // the offer may just be under way
  for (let n = 0; n < 5; n++) {
    clock.advance(100);
    box.send("candidate");
  }
  assert.ok(sent.some(([seq, at]) => seq === 1 && at === 340), `${JSON.stringify(sent)}`);
});

Deno.test("close() ends all attempts", () => {
  const { a, pass, count } = makePair(seeded(1), { lose: 1, double: 0, delayMs: 0 });
  a.send("offer");
  a.close();
  pass(60_000);
  assert.equal(count().posted, 1);
});

Deno.test("who asks sends probes until anything comes back, sooner when the other side seems not to know", () => {
  const clock = fakeClock();
  const probes: number[] = [];
  const box = new ReliableSignaling<string>({
    clock,
    transmit: ({ seq, signal }) => {
      assert.deepEqual([seq, signal], [0, null]);
      probes.push(clock.now());
    },
    deliver: () => {},
  });
  const begun = clock.now();
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) clock.advance(100);
  };
  box.requestOffer();
  pass(8_000);
  assert.deepEqual(probes.splice(0).map((at) => at - begun), [0, 1_000, 3_000, 7_000]);
  box.sendAck();
  box.sendAck();
  assert.equal(probes.length, 1, "not for each envelope of a burst");
  box.receive({ seq: 0, ack: 0, signal: null });
  pass(60_000);
  box.sendAck();
  assert.equal(probes.length, 1);
});

Deno.test("a closed end neither says nor takes anything", () => {
  const clock = fakeClock();
  const said: unknown[] = [];
  const box = new ReliableSignaling<string>({
    clock,
    transmit: (envelope) => said.push(envelope),
    deliver: (signal) => said.push(signal),
  });
  box.close();
  box.send("x");
  box.receive({ seq: 1, ack: 0, signal: "y" });
  for (let second = 0; second < 60; second++) clock.advance(1_000);
  assert.deepEqual(said, []);
});

Deno.test("where nothing has arrived everything is sent again at once, but not for everyone who says so", () => {
  const clock = fakeClock();
  const sent: number[] = [];
  const box = new ReliableSignaling<string>({
    clock,
    transmit: ({ seq }) => void sent.push(seq),
    deliver: () => {},
  });
  const nothing = () => box.receive({ seq: 0, ack: 0, signal: null });
  box.send("1");
  clock.advance(60);
  box.send("2");
  nothing();
  assert.deepEqual(sent.splice(0), [1, 2, 1], "what was sent just now may be under way");
  clock.advance(299);
  assert.deepEqual(sent.splice(0), []);
  clock.advance(1);
  assert.deepEqual(sent.splice(0), [1, 2], "but not for long");
  for (let times = 0; times < 300; times++) {
    clock.advance(10);
    nothing();
  }
  assert.ok(sent.length <= 2 * (3_000 / 300 + 6), `${sent.length} envelopes in 3 s`);
});
