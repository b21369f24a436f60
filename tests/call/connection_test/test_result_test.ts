// What the check concludes from what it found, and what its report says.
import assert from "node:assert/strict";
import { readMediaStats } from "@/call/connection_test/media_stats.ts";
import {
  conclusionOf,
  medianOf,
  stepsOf,
  type TestResult,
} from "@/call/connection_test/test_result.ts";
import { reportOf } from "@/call/connection_test/test_report.ts";

const FINE: TestResult = {
  startedAt: Date.UTC(2026, 0, 2),
  roundTrips: [9, 12, 30],
  problems: {},
  figures: { delay: 60, loss: 0, level: 0.1, size: { width: 640, height: 360 }, frames: 20 },
  loudest: 0.2,
  paths: { found: new Set(["host", "srflx"]), relays: [] },
  over: true,
};

Deno.test("each kind of trouble has its own conclusion, the worst one first", () => {
  const cases: [ReturnType<typeof conclusionOf>, Partial<TestResult>][] = [
    ["ok", {}],
    ["none", { startedAt: null }],
    ["server", { roundTrips: [null, null], figures: null }],
    ["devices", { problems: { camera: "denied" }, figures: null }],
    ["devices", { loudest: 0 }],
    ["noPath", { paths: { found: new Set(), relays: [] } }],
    ["local", { paths: { found: new Set(["host"]), relays: [] } }],
    ["ok", { paths: { found: new Set(["relay"]), relays: [] } }],
    ["wait", { paths: null }],
    ["wait", { loudest: 0, over: false }],
  ];
  for (const [verification, change] of cases) {
    assert.equal(conclusionOf({ ...FINE, ...change }), verification, JSON.stringify(change));
  }
});

Deno.test("a step waits while it may still succeed, and fails when its time is over", () => {
  const early = { ...FINE, figures: null, loudest: 0, roundTrips: [], paths: null, over: false };
  assert.deepEqual(stepsOf(early), {
    server: "wait",
    camera: "wait",
    mic: "wait",
    network: "wait",
  });
  const late = stepsOf({ ...early, over: true });
  assert.deepEqual(late, { server: "bad", camera: "bad", mic: "bad", network: "wait" });
});

Deno.test("the median leaves out what was not answered", () => {
  assert.equal(medianOf([null, 30, 9, 12]), 12);
  assert.equal(medianOf([null]), null);
});

Deno.test("figures are read from the receiving end's statistics", () => {
  const figures = readMediaStats([
    { type: "candidate-pair", state: "succeeded", nominated: true, currentRoundTripTime: 0.02 },
    {
      type: "inbound-rtp",
      kind: "audio",
      packetsLost: 5,
      packetsReceived: 45,
      jitterBufferDelay: 2,
      jitterBufferEmittedCount: 40,
      audioLevel: 0.3,
    },
    {
      type: "inbound-rtp",
      kind: "video",
      packetsLost: 0,
      packetsReceived: 50,
      frameWidth: 320,
      frameHeight: 180,
      framesDecoded: 7,
    },
  ]);
  assert.deepEqual(figures, {
    delay: 60,
    loss: 5,
    level: 0.3,
    size: { width: 320, height: 180 },
    frames: 7,
  });
  assert.deepEqual(readMediaStats([]), {
    delay: null,
    loss: null,
    level: 0,
    size: null,
    frames: 0,
  });
});

Deno.test("the report tells everything in lines that can be read, and no address of anybody", () => {
  const report = reportOf({
    ...FINE,
    paths: {
      found: new Set(["host"]),
      relays: [
        { kind: "udp", url: "turn:a.example", outcome: "fails", ms: null },
        { kind: "tls", url: "turns:a.example", outcome: "works", ms: 80 },
      ],
    },
  }, { agent: "Test/1", languages: ["ky", "ru"], secure: true });
  for (
    const line of [
      "started: 2026-01-02T00:00:00.000Z",
      "browser: Test/1",
      "verdict: local",
      "server: ok; median 12 ms; round trips 9 ms, 12 ms, 30 ms",
      "camera: ok; 640 × 360, 20 frames",
      "connection: delay 60 ms; loss 0.0 %",
      "relay turn:a.example (udp): fails",
      "relay turns:a.example (tls): works, 80 ms",
    ]
  ) assert.ok(report.includes(`${line}\n`), `${line} in\n${report}`);
  assert.doesNotMatch(report, /\b\d+\.\d+\.\d+\.\d+\b/);
});
