// Whole calls between two pages whose signals come late, in any order, twice, or not at all.
import assert from "node:assert/strict";
import { PeerConnection } from "@/call/transport/mesh/peer_connection.ts";
import type { PeerEnvelope } from "@/call/transport/mesh/peer_signaling.ts";
import { Paths } from "../../../fakes/paths.ts";
import { fakeClock } from "../../../fakes/ports.ts";
import { seeded, settled } from "../../../fakes/random.ts";
import { FakePeer } from "../../../fakes/rtc.ts";

/** What the way through the server does to an envelope. */
interface NetworkConditions {
  lose: number;
  double: number;
  longestMs: number;
}

const CALLS = 200;
const STEP_MS = 20;
const TIMEOUT_MS = 120_000;
const PERFECT: NetworkConditions = { lose: 0, double: 0, longestMs: 0 };
const AWFUL: NetworkConditions = { lose: 0.01, double: 0.2, longestMs: 2_000 };
const SILENT = { mic: null, camera: null, screen: null, screenAudio: null };
const STREAMS = { person: { id: "p" } as MediaStream, screen: { id: "s" } as MediaStream };

/** A call from the first offer on; answers how to restart it and what became of it. */
function dial(random: () => number, way: NetworkConditions) {
  const clock = fakeClock();
  const paths = new Paths();
  const errors: unknown[] = [];
  const lost: PeerEnvelope[] = [];
  const carry = (envelope: PeerEnvelope, to: () => PeerConnection) => {
    if (random() < way.lose) return void lost.push(envelope);
    const copies = random() < way.double ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      clock.after(random() * way.longestMs, () => to().receive(envelope));
    }
  };
  const make = (polite: boolean, other: () => PeerConnection) => {
    const pc = new FakePeer(paths);
    const peer = new PeerConnection({
      pc,
      clock,
      polite,
      tracks: () => SILENT,
      cameraLimits: () => ({}),
      streams: STREAMS,
      post: (envelope) => carry(envelope, other),
      onTracks: () => {},
      onState: () => {},
      onError: (error) => errors.push(error),
    });
    return { pc, peer };
  };
  const a = make(true, () => b.peer);
  const b: ReturnType<typeof make> = make(false, () => a.peer);
  const agreed = () =>
    [a, b].every(({ pc }) =>
      pc.connectionState === "connected" && pc.signalingState === "stable" &&
      pc.candidates.length >= 2
    ) &&
    a.pc.localDescription?.sdp === b.pc.remoteDescription?.sdp &&
    b.pc.localDescription?.sdp === a.pc.remoteDescription?.sdp;
  /** Milliseconds until both ends are agreed, and stay so. */
  const untilAgreed = async () => {
    const begun = clock.now();
    for (await settled(); !agreed(); await settled()) {
      if (clock.now() - begun > TIMEOUT_MS) return NaN;
      clock.advance(STEP_MS);
    }
    return clock.now() - begun;
  };
  return { a, b, clock, errors, lost, untilAgreed };
}

/** Sets up and restarts so many calls; how long each took, in milliseconds. */
async function callAll(way: NetworkConditions): Promise<{ times: number[]; lost: number }> {
  const times: number[] = [];
  let lost = 0;
  for (let seed = 1; seed <= CALLS; seed++) {
    const call = dial(seeded(seed), way);
    times.push(await call.untilAgreed());
    call.a.peer.restartIce();
    call.b.peer.restartIce();
    times.push(await call.untilAgreed());
    assert.deepEqual(call.errors, [], `seed ${seed}`);
    lost += call.lost.length;
  }
  return { times: times.sort((a, b) => a - b), lost };
}

Deno.test("200 of 200 calls connect though signals are late, shuffled, doubled and dropped", async () => {
  const calm = await callAll(PERFECT);
  const { times, lost } = await callAll(AWFUL);
  console.log(
    `agreed after ${times[times.length >> 1]} ms in the middle, ${times.at(-1)} ms at worst ` +
      `(at once: ${calm.times[calm.times.length >> 1]} and ${
        calm.times.at(-1)
      } ms); ${lost} signals lost`,
  );
  assert.deepEqual(times.filter(Number.isNaN), []);
  assert.ok(lost > CALLS / 10, "signals were really lost");
});
