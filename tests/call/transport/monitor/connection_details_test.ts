// What is said of one connection, from reports of both browsers.
import assert from "node:assert/strict";
import { connectionDetailsOf } from "@/call/transport/monitor/connection_details.ts";

type Entry = Record<string, unknown> & { id: string };

function report(...entries: Entry[]): RTCStatsReport {
  return new Map(entries.map((entry) => [entry.id, entry])) as unknown as RTCStatsReport;
}

const CODECS: Entry[] = [
  { id: "opus", type: "codec", mimeType: "audio/opus" },
  { id: "vp8", type: "codec", mimeType: "video/VP8" },
];

/** After so many seconds of a call. */
function at(seconds: number): Entry[] {
  const common = { timestamp: 1_000 * seconds };
  return [
    ...CODECS,
    {
      ...{ id: "out-voice", type: "outbound-rtp", kind: "audio", codecId: "opus", ...common },
      ...{
        bytesSent: 4_000 * seconds,
        headerBytesSent: 1_000 * seconds,
        packetsSent: 50 * seconds,
      },
    },
    {
      ...{ id: "out-camera", type: "outbound-rtp", kind: "video", codecId: "vp8", ...common },
      ...{ bytesSent: 75_000 * seconds, packetsSent: 50 * seconds },
      ...{ frameWidth: 640, frameHeight: 360, framesPerSecond: 29.6 },
    },
    {
      ...{ id: "out-screen", type: "outbound-rtp", kind: "video", codecId: "vp8", ...common },
      ...{ bytesSent: 0, packetsSent: 0, frameWidth: 1_920, frameHeight: 1_080 },
    },
    { id: "their-view", type: "remote-inbound-rtp", packetsLost: seconds, ...common },
    {
      ...{ id: "in-voice", type: "inbound-rtp", kind: "audio", codecId: "opus", ...common },
      ...{ bytesReceived: 5_000 * seconds, packetsReceived: 45 * seconds },
      ...{ packetsLost: 5 * seconds },
    },
  ];
}

const PAIR = { id: "pair", type: "candidate-pair", nominated: true, currentRoundTripTime: 0.0804 };
const PATH: Entry[] = [
  { ...PAIR, localCandidateId: "local", remoteCandidateId: "remote" },
  { id: "local", type: "local-candidate", candidateType: "host", protocol: "udp" },
  { id: "remote", type: "remote-candidate", candidateType: "srflx", protocol: "udp" },
];

Deno.test("rates, losses, codecs and the size of what really travels", () => {
  const { up, down } = connectionDetailsOf(report(...at(10)), report(...at(12)));
  assert.deepEqual(up, {
    kbits: 640,
    loss: 0.01,
    codecs: ["Opus", "VP8"],
    picture: { width: 640, height: 360, fps: 30 },
  });
  assert.deepEqual(down, { kbits: 40, loss: 0.1, codecs: ["Opus"], picture: null });
});

Deno.test("the path: how long, near, direct, or over a relay at either end", () => {
  const firefox = connectionDetailsOf(null, report(...at(3), ...PATH));
  assert.deepEqual([firefox.roundTrip, firefox.path, firefox.protocol], [80, "srflx", "udp"]);
  const transport = { id: "transport", type: "transport", selectedCandidatePairId: "pair" };
  const relay = PATH.map((entry) =>
    entry.id === "local" ? { ...entry, candidateType: "relay", relayProtocol: "tls" } : entry
  );
  const chromium = connectionDetailsOf(null, report(transport, ...relay));
  assert.deepEqual([chromium.path, chromium.protocol], ["relay", "tls"]);
  const theirs = PATH.map((entry) =>
    entry.id === "remote" ? { ...entry, candidateType: "relay" } : entry
  );
  assert.equal(connectionDetailsOf(null, report(...theirs)).path, "relay");
});

Deno.test("before there is anything nothing is claimed", () => {
  const none = { kbits: 0, loss: null, codecs: [], picture: null };
  assert.deepEqual(connectionDetailsOf(null, report()), {
    ...{ roundTrip: null, path: null, protocol: null },
    ...{ up: none, down: none },
  });
  assert.equal(connectionDetailsOf(null, report(...at(5))).up.kbits, 0, "one report is no rate");
});
