// A page and an SFU: what is asked of the server, in which order, and what follows a failure.
import assert from "node:assert/strict";
import { MESH_TOOLS } from "@/call/transport/mesh/mesh_tools.ts";
import { SfuTransport } from "@/call/transport/sfu/sfu_transport.ts";
import type { TransportSignaling } from "@/call/transport/transport.ts";
import { fakeClock } from "../../../fakes/ports.ts";
import { settled } from "../../../fakes/random.ts";
import { fakeRtc } from "../../../fakes/rtc.ts";

const EPOCH = 7;
const OFFER = "v=0\r\na=fingerprint:sha-256 aa\r\na=ice-ufrag:far\r\nlines=4\r\n";

/** A page that begins to use an SFU. */
async function start() {
  const clock = fakeClock();
  const rtc = fakeRtc();
  const said: string[] = [];
  const listeners = new Map<string, (payload: unknown) => void>();
  const refused = new Set<string>();
  const signaling = {
    request: (event: string) => {
      said.push(event);
      return Promise.resolve({ ok: !refused.has(event), ice: [], iceFor: null });
    },
    send: (event: string, { n }: { n?: number }) => void said.push([event, n].join(" ").trim()),
    suspect: () => {},
    check: () => {},
    onEvent: (event: string, listener: (payload: never) => void) =>
      void listeners.set(event, listener as (payload: unknown) => void),
  } as unknown as TransportSignaling;
  const none = () => {};
  const transport = new SfuTransport({
    ...{ rtc, clock, signaling, tools: MESH_TOOLS, epoch: EPOCH, frames: null },
    tracks: () => ({ mic: null, camera: null, screen: null, screenAudio: null }),
    events: {
      ...{ onTracks: none, onState: none, onQuality: none, onGone: none, onTraffic: none },
      onError: (error) => assert.fail(String(error)),
    },
  });
  const hear = async (event: string, payload: object) => {
    listeners.get(event)?.({ epoch: EPOCH, ...payload });
    await settled();
  };
  const wait = async (ms: number) => {
    clock.advance(ms);
    await settled();
  };
  const take = () => said.splice(0);
  await settled();
  return { transport, rtc, hear, wait, take, refused };
}

/** The same once it has published and subscribed. */
async function startPublished() {
  const world = await start();
  await world.wait(400);
  world.take();
  return world;
}

Deno.test("a page asks for ICE servers, subscribes, and publishes four lines when it has candidates", async () => {
  const { rtc, take, wait } = await start();
  assert.deepEqual(take(), ["media:credentials", "media:subscribe"]);
  await wait(400);
  assert.deepEqual(take(), ["media:publish"]);
  assert.deepEqual(rtc.peers.map((peer) => peer.getTransceivers().length), [4]);
});

Deno.test("each offer is answered; one of before, or of another opening, is not", async () => {
  const { rtc, hear, take } = await startPublished();
  await hear("media:offer", { n: 2, sdp: OFFER, tracks: [] });
  await hear("media:offer", { n: 1, sdp: OFFER, tracks: [], epoch: EPOCH - 1 });
  assert.deepEqual([take(), rtc.peers.length], [[], 1]);
  await hear("media:offer", { n: 1, sdp: OFFER, tracks: [] });
  await hear("media:offer", { n: 2, sdp: OFFER, tracks: [] });
  assert.deepEqual([take(), rtc.peers.length], [["media:answer 1", "media:answer 2"], 2]);
  await hear("media:offer", { n: 1, sdp: OFFER, tracks: [] });
  assert.equal(rtc.peers.length, 3, "a subscription that begins anew has another connection");
  assert.equal(rtc.peers[1]?.connectionState, "closed");
});

Deno.test("an SFU that gives no answer is asked again, more and more slowly", async () => {
  const { hear, take, wait } = await startPublished();
  await hear("media:offer", { n: 1, sdp: OFFER, tracks: [] });
  take();
  for (const pause of [500, 1_000, 2_000]) {
    await hear("media:published", { sdp: null });
    await wait(pause - 1);
    assert.deepEqual(take(), []);
    await wait(1);
    await wait(400);
    assert.deepEqual(take(), ["media:publish"]);
  }
});

Deno.test("a connection that fails, or does not come about, is made anew", async () => {
  const { rtc, hear, take, wait } = await startPublished();
  await hear("media:offer", { n: 1, sdp: OFFER, tracks: [] });
  take();
  rtc.peers[1]?.become("failed");
  await wait(500);
  assert.deepEqual(take(), ["media:subscribe"]);
  for (const ms of [8_000, 1_000, 400]) await wait(ms);
  assert.ok(take().includes("media:publish"), "nobody has answered the first offer");
});

Deno.test("who is offered nothing asks again every ten seconds, and a closed one never", async () => {
  const { transport, take, wait, hear } = await startPublished();
  await hear("media:published", { sdp: OFFER });
  await wait(9_600);
  assert.ok(take().includes("media:subscribe"));
  transport.close();
  await wait(60_000);
  await hear("media:offer", { n: 1, sdp: OFFER, tracks: [] });
  assert.deepEqual(take(), []);
});
