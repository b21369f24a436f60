// A page that could not prove who it is and is gone by the time that is known: the next one is no worse off.
import assert from "node:assert/strict";
import { MeshTransport } from "@/call/transport/mesh/mesh_transport.ts";
import { DescriptionAuthenticator } from "@/call/e2ee/description_authenticator.ts";
import type { Member } from "@/protocol/shapes.ts";
import { fakeClock } from "../../../fakes/ports.ts";
import { until } from "../../../fakes/random.ts";
import { fakeRtc } from "../../../fakes/rtc.ts";
import { MEDIA_OFF } from "../../../signaling/values.ts";

const KEY = "2bWq7C0yJm5kq3d9ZxT1Aw";

function start({ meanwhile = () => {} }: { meanwhile?: () => void } = {}) {
  const secrets = {
    subtle: crypto.subtle,
    random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)),
  };
  const authenticator = new DescriptionAuthenticator({
    secrets,
    room: "room1",
    key: () => KEY,
    self: () => "z",
  });
  let judged = 0;
  const judge: DescriptionAuthenticator["verify"] = async (...given) => {
    const verification = await authenticator.verify(...given);
    judged += 1;
    meanwhile();
    return verification;
  };
  const states: string[] = [];
  const nothing = () => {};
  const listeners = new Map<string, (said: object) => void>();
  const mesh = new MeshTransport({
    rtc: fakeRtc(null),
    clock: fakeClock(),
    uplink: { load: () => null, save: nothing },
    pressure: () => null,
    tracks: () => ({ mic: null, camera: null, screen: null, screenAudio: null }),
    authenticator: { sign: (...given) => authenticator.sign(...given), verify: judge },
    signaling: {
      request: () => Promise.resolve({ ok: false, error: "offline" }),
      onEvent: (event, listener) => void listeners.set(event, listener as (said: object) => void),
      ...{ send: nothing, suspect: nothing, check: nothing },
    },
    events: {
      ...{
        onTraffic: nothing,
        onSpared: nothing,
        onTracks: nothing,
        onQuality: nothing,
        onMessage: nothing,
        onReachable: nothing,
      },
      ...{ onError: nothing, onStream: nothing },
      onState: (id, state) => void states.push(`${id} ${state}`),
      onVerification: (id, verification) => void states.push(`${id} ${verification}`),
      onGone: (id) => void states.push(`${id} gone`),
    },
  });
  const meet = (epoch: number) =>
    mesh.reconcile({
      media: { kind: "mesh" },
      members: ["z", "b"].map((id): Member => ({
        ...{ id, name: id, media: MEDIA_OFF, away: false, role: "guest", hand: null, joinedAt: 0 },
        epoch: id === "b" ? epoch : 1,
      })),
    }, "z");
  const offer = (epoch: number) =>
    listeners.get("peer:offer")?.({
      ...{ from: "b", fromEpoch: epoch, link: 0, seq: 1, ack: 0, sdp: "v=0" },
    });
  const rest = async (count: number) => {
    await until(() => judged === count);
    for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
  };
  return { mesh, states, meet, offer, rest };
}

Deno.test("an offer without a proof is refused", async () => {
  const { mesh, states, meet, offer, rest } = start();
  meet(1);
  offer(1);
  await rest(1);
  await until(() => states.includes("b refused"));
  mesh.close();
});

Deno.test("if its page went before that was known, the next page is not refused for it", async () => {
  const { mesh, states, meet, offer, rest } = start({ meanwhile: () => meet(2) });
  meet(1);
  offer(1);
  await rest(1);
  assert.deepEqual(states, ["b gone"]);
  mesh.close();
});
