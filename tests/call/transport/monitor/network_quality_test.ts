// Good, fair, poor: what counts, what does not, and how long it takes to say so.
import assert from "node:assert/strict";
import {
  NO_ESTIMATE,
  type Quality,
  qualityOf,
  type StatsTotals,
  statsTotalsOf,
  updateEstimate,
} from "@/call/transport/monitor/network_quality.ts";
import { NOTHING, world } from "./connection_monitor_kit.ts";

const WINDOW_MS = 3_000;

/** Three seconds of a call of two: 150 packets of sound and 300 of picture, both ways. */
function seconds(change: Partial<StatsTotals> = {}): StatsTotals {
  return { ...NOTHING, received: 450, sent: 450, ...change };
}

function quality(change: Partial<StatsTotals>): Quality {
  return qualityOf(NOTHING, seconds(change), WINDOW_MS);
}

Deno.test("long ways, missing packets in either direction and a picture that stands are told", () => {
  assert.equal(quality({}), "good");
  for (
    const [change, wanted] of [
      [{ roundTrip: 340 }, "good"],
      [{ roundTrip: 360 }, "fair"],
      [{ roundTrip: 900 }, "poor"],
      [{ lost: 10 }, "good"],
      [{ lost: 25 }, "fair"],
      [{ lost: 90 }, "poor"],
      [{ missed: 25 }, "fair"],
      [{ missed: 90 }, "poor"],
      [{ frozen: 400 }, "good"],
      [{ frozen: 600 }, "fair"],
      [{ frozen: 1_600 }, "poor"],
      [{ lost: 25, roundTrip: 900 }, "poor"],
    ] as const
  ) assert.equal(quality(change), wanted, JSON.stringify(change));
});

Deno.test("what was counted before, few packets and repairs say nothing", () => {
  const before = seconds({ lost: 400, missed: 400, frozen: 60_000 });
  const after = { ...before, received: before.received + 450, sent: before.sent + 450 };
  assert.equal(qualityOf(before, after, WINDOW_MS), "good");
  assert.equal(quality({ received: 10, lost: 10, sent: 10, missed: 5 }), "good");
  assert.equal(qualityOf(before, { ...after, lost: 300, missed: 300 }, WINDOW_MS), "good");
  assert.equal(quality({ roundTrip: null }), "good");
});

Deno.test("one bad look is an accident, two are worse, and it takes three to be better", () => {
  const said = (...looks: Quality[]) => looks.reduce(updateEstimate, NO_ESTIMATE).quality;
  assert.equal(said("poor"), "good");
  assert.equal(said("poor", "good", "poor", "good", "poor"), "good");
  assert.equal(said("poor", "poor"), "poor");
  assert.equal(said("fair", "poor"), "poor", "the newest look says how bad");
  assert.equal(said("poor", "poor", "good", "good"), "poor");
  assert.equal(said("poor", "poor", "good", "good", "poor", "good", "good"), "poor");
  assert.equal(said("poor", "poor", "good", "good", "good"), "good");
});

Deno.test("reports of both browsers are read: the pair in use, both directions, the camera alone", () => {
  const inbound = {
    ...{ type: "inbound-rtp", packetsReceived: 100, packetsLost: 3, bytesReceived: 5_000 },
    ...{ totalAudioEnergy: 0.5, totalSamplesDuration: 2 },
  };
  const pairs = [
    { type: "candidate-pair", id: "old", nominated: true, currentRoundTripTime: 2 },
    {
      ...{ type: "candidate-pair", id: "new", nominated: true, currentRoundTripTime: 0.05 },
      ...{ bytesSent: 9_000, bytesReceived: 8_000 },
    },
  ];
  const rest = [
    { ...inbound, trackIdentifier: "camera", totalFreezesDuration: 1.5 },
    { ...inbound, trackIdentifier: "mic", totalFreezesDuration: 70 },
    { type: "outbound-rtp", kind: "video", packetsSent: 60, bytesSent: 7_000 },
    { type: "outbound-rtp", kind: "audio", packetsSent: 30, bytesSent: 500 },
    { type: "remote-inbound-rtp", packetsLost: 3, roundTripTime: 0.06, timestamp: 2 },
    { type: "remote-inbound-rtp", packetsLost: 1, roundTripTime: 0.9, timestamp: 1 },
  ];
  const counted = {
    ...{ received: 200, lost: 6, sent: 90, missed: 4, frozen: 1_500 },
    ...{ reportedTrip: 60, pictureBytes: 7_000, up: 9_000, down: 8_000 },
    ...{ bytes: 10_000, voice: { energy: 0.5, seconds: 2 } },
  };
  const tracks = { mic: "mic", camera: "camera" };
  const chromium = [{ type: "transport", selectedCandidatePairId: "new" }, ...pairs, ...rest];
  const also = { roundTrip: 50, ...counted };
  assert.deepEqual(statsTotalsOf(chromium, tracks), { ...also, entries: chromium });
  const firefox = [...pairs.slice(1), ...rest];
  assert.deepEqual(statsTotalsOf(firefox, tracks), { ...also, entries: firefox });
  assert.equal(statsTotalsOf(rest, { mic: null, camera: null }).roundTrip, null);
});

Deno.test("each connection is asked everything at once, twice a second, and changes are told once", async () => {
  const { pass, connection, seen } = world("asan", "bektur", "gulnar", "jamila", "nurlan");
  await pass(30_000);
  for (const id of ["asan", "bektur", "gulnar", "jamila", "nurlan"]) {
    const { length } = connection(id).samples;
    assert.ok(length >= 55 && length <= 60, `${length} questions in 30 s`);
  }
  assert.deepEqual(seen.quality, []);
  const asan = connection("asan");
  for (let round = 0; round < 60; round++) {
    const { received, lost } = asan.counted;
    asan.counted = { ...asan.counted, received: received + 30, lost: lost + 6 };
    await pass(200);
  }
  assert.deepEqual(seen.quality, [["asan", "poor"]]);
  const bektur = connection("bektur");
  bektur.totals = () => new Promise(() => bektur.samples.push(0)); // takes for ever
  await pass(4_000);
  const before = connection("gulnar").samples.length;
  await pass(20_000);
  assert.equal(bektur.samples.filter((at) => at === 0).length, 1, "never two at a time");
  assert.ok(connection("gulnar").samples.length > before + 35, "and nobody else waits for it");
});

Deno.test("who sleeps, or has a new connection, is not judged by what was counted before", async () => {
  const { pass, connection, connections, seen, clock } = world("asan");
  const asan = connection("asan");
  const worsen = (by: number) => asan.counted = { ...asan.counted, received: 99, lost: by };
  await pass(4_000);
  const now = clock.now.bind(clock);
  let slept = 0;
  clock.now = () => now() + slept;
  for (const lost of [300, 600, 900]) {
    worsen(lost);
    slept += 4_000;
    await pass(600);
  }
  await pass(20_000);
  assert.deepEqual(seen.quality, []);
  for (let lost = 1_000; lost <= 60_000; lost += 1_000) {
    worsen(lost);
    await pass(200);
  }
  assert.deepEqual(seen.quality, [["asan", "poor"]]);
  connections.set("asan", { ...asan, totals: () => Promise.resolve(NOTHING) });
  await pass(20_000);
  assert.equal(seen.quality.length, 1, "the new one began well, and that needs no word");
});

Deno.test("statistics that come after their connection has gone say nothing of the member's next one", async () => {
  const { pass, connection, connections, seen } = world("asan");
  const asan = connection("asan");
  await pass(1_000);
  asan.counted = { ...NOTHING, received: 100, lost: 300 };
  await pass(3_500);
  let answer = (_totals: StatsTotals) => {};
  asan.totals = () => new Promise((done) => answer = done);
  await pass(3_500);
  connections.set("asan", { ...asan, totals: () => Promise.resolve(NOTHING) });
  answer({ ...NOTHING, received: 200, lost: 600 });
  await pass(1_000);
  assert.deepEqual(seen.quality, []);
});
