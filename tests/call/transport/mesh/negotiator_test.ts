// The negotiator against a fake connection: glare, overtaking and stale candidates, bad signals.
import assert from "node:assert/strict";
import { Negotiator } from "@/call/transport/mesh/negotiator.ts";
import type { PeerSignal } from "@/call/transport/mesh/peer_signaling.ts";
import { pick, seeded, settled } from "../../../fakes/random.ts";
import { FakePeer } from "../../../fakes/rtc.ts";

interface End {
  pc: FakePeer;
  negotiator: Negotiator;
  /** Signals on their way to this end. */
  mail: PeerSignal[];
  errors: unknown[];
}

function makePair(): [polite: End, impolite: End] {
  const make = (polite: boolean, other: () => End): End => {
    const end: End = {
      pc: new FakePeer(),
      mail: [],
      errors: [],
      negotiator: null as unknown as Negotiator,
    };
    end.negotiator = new Negotiator({
      pc: end.pc,
      polite,
      send: (signal) => other().mail.push(signal),
      pause: queueMicrotask,
      beforeAnswer: () => {},
      onError: (error) => end.errors.push(error),
    });
    return end;
  };
  const polite: End = make(true, () => impolite);
  const impolite: End = make(false, () => polite);
  return [polite, impolite];
}

async function deliverAll(ends: readonly End[]): Promise<void> {
  await settled();
  while (ends.some(({ mail }) => mail.length > 0)) {
    for (const end of ends) for (const signal of end.mail.splice(0)) end.negotiator.receive(signal);
    await settled();
  }
}

function assertAgreed([a, b]: readonly [End, End], what: string): void {
  assert.deepEqual([a.errors, b.errors], [[], []], what);
  assert.equal(a.pc.signalingState, "stable", what);
  assert.equal(b.pc.signalingState, "stable", what);
  assert.equal(a.pc.localDescription?.sdp, b.pc.remoteDescription?.sdp, what);
  assert.equal(b.pc.localDescription?.sdp, a.pc.remoteDescription?.sdp, what);
  assert.ok(a.pc.candidates.length >= 2, `${what}: candidates of the last generation arrived`);
  assert.ok(b.pc.candidates.length >= 2, `${what}: candidates of the last generation arrived`);
}

Deno.test("one offer and one answer connect two ends", async () => {
  const [polite, impolite] = makePair();
  impolite.pc.addTransceiver("audio");
  await deliverAll([polite, impolite]);
  assertAgreed([polite, impolite], "plain call");
  assert.equal(polite.pc.descriptions + impolite.pc.descriptions, 4);
});

Deno.test("a step that nothing is before begins at once: the browser works while the page goes on", () => {
  const [, { pc, negotiator }] = makePair();
  let begun = 0;
  const real = pc.setLocalDescription.bind(pc);
  pc.setLocalDescription = () => {
    begun++;
    return real();
  };
  negotiator.offer();
  assert.equal(begun, 1);
  negotiator.offer();
  assert.equal(begun, 1, "the second one waits for its turn");
});

Deno.test("when both offer at once the polite end yields and both end stable", async () => {
  const [polite, impolite] = makePair();
  impolite.pc.addTransceiver("audio");
  await deliverAll([polite, impolite]);
  polite.pc.restartIce();
  impolite.pc.restartIce();
  await deliverAll([polite, impolite]);
  assertAgreed([polite, impolite], "glare");
  assert.equal(polite.negotiator.rollbacks, 1);
  assert.equal(impolite.negotiator.rollbacks, 0);
});

Deno.test("random restarts with random delays always end agreed, and glare is met", async () => {
  let rollbacks = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed);
    const [polite, impolite] = makePair();
    impolite.pc.addTransceiver("audio");
    for (let step = 0; step < 30; step++) {
      const end = pick(random, [polite, impolite]);
      const signal = random() < 0.75 ? end.mail.shift() : undefined;
      if (signal) end.negotiator.receive(signal);
      else if (random() < 0.3) end.pc.restartIce();
      if (random() < 0.7) await settled();
    }
    await deliverAll([polite, impolite]);
    assertAgreed([polite, impolite], `seed ${seed}`);
    rollbacks += polite.negotiator.rollbacks;
  }
  assert.ok(rollbacks > 20, `glare was hardly met: ${rollbacks} rollbacks`);
});

Deno.test("candidates that overtake their description are kept for it", async () => {
  const [polite, impolite] = makePair();
  impolite.pc.addTransceiver("audio");
  await settled();
  const sent = polite.mail.splice(0);
  const candidatesFirst = sent.toSorted((a, b) =>
    Number(a.kind === "offer") - Number(b.kind === "offer")
  );
  assert.deepEqual(candidatesFirst.map(({ kind }) => kind), ["ice", "ice", "offer"]);
  for (const signal of candidatesFirst) {
    polite.negotiator.receive(signal);
    await settled();
  }
  await deliverAll([polite, impolite]);
  assertAgreed([polite, impolite], "overtaken");
});

Deno.test("a candidate of a dead generation is dropped without an error", async () => {
  const [polite, impolite] = makePair();
  impolite.pc.addTransceiver("audio");
  await settled();
  const old = polite.mail.filter(({ kind }) => kind === "ice");
  await deliverAll([polite, impolite]);
  impolite.pc.restartIce();
  await deliverAll([polite, impolite]);
  for (const signal of old) polite.negotiator.receive(signal);
  await deliverAll([polite, impolite]);
  assertAgreed([polite, impolite], "late candidate");
});

Deno.test("one bad signal is reported and does not stall the next", async () => {
  const [polite, impolite] = makePair();
  const broken = polite.pc.setRemoteDescription.bind(polite.pc);
  let calls = 0;
  polite.pc.setRemoteDescription = (description) =>
    ++calls === 1 ? Promise.reject(new Error("bad SDP")) : broken(description);
  polite.negotiator.receive({ kind: "offer", sdp: "nonsense" });
  await settled();
  assert.equal(polite.errors.splice(0).length, 1);
  impolite.pc.addTransceiver("audio");
  await deliverAll([polite, impolite]);
  assertAgreed([polite, impolite], "after a bad signal");
});

Deno.test("nothing happens on a closed connection", async () => {
  const [polite] = makePair();
  polite.pc.close();
  polite.negotiator.receive({ kind: "offer", sdp: "late" });
  await settled();
  assert.deepEqual(polite.errors, []);
});
