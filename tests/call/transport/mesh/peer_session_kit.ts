// Two pages and the pair of each, over a way that a test makes as bad as it likes.
import assert from "node:assert/strict";
import { PeerSession } from "@/call/transport/mesh/peer_session.ts";
import { PeerConnection, type ReceiverTracks } from "@/call/transport/mesh/peer_connection.ts";
import type { ConnectionEnvelope } from "@/call/transport/mesh/peer_signaling.ts";
import { Paths } from "../../../fakes/paths.ts";
import { fakeClock } from "../../../fakes/ports.ts";
import { settled } from "../../../fakes/random.ts";
import { FakePeer } from "../../../fakes/rtc.ts";

export interface NetworkConditions {
  lose: number;
  double: number;
  longestMs: number;
}

export interface Side {
  pair: PeerSession;
  pcs: FakePeer[];
  /** What was shown, and how the connection was at that moment. */
  shown: { tracks: ReceiverTracks; state: RTCPeerConnectionState | undefined }[];
  replaced: number;
  envelopes: ConnectionEnvelope[];
}

export const STEP_MS = 20;
const TIMEOUT_MS = 120_000;
const PERFECT: NetworkConditions = { lose: 0, double: 0, longestMs: 0 };
export const AWFUL: NetworkConditions = { lose: 0.2, double: 0.2, longestMs: 1_000 };
const SILENT = { mic: null, camera: null, screen: null, screenAudio: null };
const STREAMS = { person: { id: "p" } as MediaStream, screen: { id: "s" } as MediaStream };

/** Two pages; `old` ones know of no numbers. */
export function meet(
  { random = Math.random, way = PERFECT, old = false }: {
    random?: () => number;
    way?: NetworkConditions;
    old?: boolean;
  } = {},
) {
  const clock = fakeClock();
  const paths = new Paths();
  const errors: unknown[] = [];
  const world = { way, lost: 0, online: true };
  const carry = (envelope: ConnectionEnvelope, to: () => PeerSession) => {
    if (!world.online || random() < world.way.lose) return void world.lost++;
    const copies = random() < world.way.double ? 2 : 1;
    const said = old ? { ...envelope, link: null } : envelope;
    for (let copy = 0; copy < copies; copy++) {
      clock.after(random() * world.way.longestMs, () => to().receive(said));
    }
  };
  const make = (polite: boolean, other: () => Side): Side => {
    const pcs: FakePeer[] = [];
    const shown: Side["shown"] = [];
    const side = { pcs, shown, replaced: 0, envelopes: [] as ConnectionEnvelope[] };
    const pair = new PeerSession({
      clock,
      connect: (own) => {
        const pc = new FakePeer(paths);
        pcs.push(pc);
        return new PeerConnection({
          pc,
          clock,
          polite,
          tracks: () => SILENT,
          cameraLimits: () => ({}),
          streams: STREAMS,
          onError: (error) => errors.push(error),
          ...own,
        });
      },
      post: (envelope) => {
        side.envelopes.push(envelope);
        carry(envelope, () => other().pair);
      },
      onTracks: (tracks) => void shown.push({ tracks, state: pcs.at(-1)?.connectionState }),
      onState: () => {},
      onReplaced: () => void side.replaced++,
    });
    return Object.assign(side, { pair });
  };
  const a: Side = make(true, () => b);
  const b: Side = make(false, () => a);
  const sides = [a, b];
  /** Whether both use one and the same connection, the one made last, and no other is open. */
  const agreed = () =>
    a.pcs.length === b.pcs.length && sides.every(({ pcs, pair }) => {
      const [newest, ...others] = pcs.toReversed();
      return pair.connections.length === 1 && pair.connection.state === "connected" &&
        newest?.connectionState === "connected" &&
        others.every(({ signalingState }) => signalingState === "closed");
    }) && a.pcs.at(-1)?.localDescription?.sdp === b.pcs.at(-1)?.remoteDescription?.sdp;
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      clock.advance(STEP_MS);
      await settled();
    }
  };
  /** Milliseconds until both are agreed; `look` is what the monitor does meanwhile. */
  const untilAgreed = async (look = () => {}) => {
    const begun = clock.steady();
    for (await settled(); !agreed(); await settled()) {
      if (clock.steady() - begun > TIMEOUT_MS) return NaN;
      clock.advance(STEP_MS);
      look();
    }
    return clock.steady() - begun;
  };
  /** The path of the connection in use dies. */
  const die = () => sides.forEach(({ pcs }) => pcs.at(-1)?.become("disconnected"));
  return { a, b, sides, clock, paths, errors, world, pass, untilAgreed, die };
}

/** The same, connected. */
export async function connected(options: Parameters<typeof meet>[0] = {}) {
  const call = meet(options);
  assert.ok(await call.untilAgreed() < TIMEOUT_MS);
  call.sides.forEach(({ pcs, shown }) => assert.deepEqual([pcs.length, shown.length], [1, 1]));
  return call;
}
