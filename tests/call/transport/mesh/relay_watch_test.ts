// A TURN server that was out of reach and is back: connections without a relay hear of it within a second.
import assert from "node:assert/strict";
import { RelayWatch } from "@/call/transport/mesh/relay_watch.ts";
import { fakeClock } from "../../../fakes/ports.ts";
import { fakeRtc } from "../../../fakes/rtc.ts";

const TLS = "turns:turn.example:443?transport=tcp";
const UDP = "turn:turn.example:3478?transport=udp";

function watch(urls: string[] = [TLS, UDP]) {
  const clock = fakeClock();
  const rtc = fakeRtc();
  const errors: unknown[] = [];
  const world = { up: false, lacking: true, found: 0 };
  const watched = new RelayWatch({
    ...{ rtc, clock },
    ice: () => [{ urls, username: "u", credential: "c" }],
    isNeeded: () => !world.up,
    isLacking: () => world.lacking,
    onFound: () => void world.found++,
    onError: (error) => errors.push(error),
  });
  watched.start();
  const asked = () => rtc.peers.length;
  const open = () => rtc.peers.filter(({ signalingState }) => signalingState !== "closed").length;
  return { clock, rtc, world, watched, errors, asked, open };
}

type Watched = ReturnType<typeof watch>;

/** The browser says what it says of a server that refuses. */
function refuse({ rtc }: Watched, url: string): void {
  rtc.peers.at(-1)?.onicecandidateerror?.({ url } as RTCPeerConnectionIceErrorEvent);
}

function answer({ rtc }: Watched): void {
  const event = { candidate: { candidate: "typ relay" } } as RTCPeerConnectionIceEvent;
  rtc.peers.at(-1)?.onicecandidate?.(event);
}

Deno.test("a relay that answers is told once, and nothing stays open", () => {
  const call = watch();
  call.clock.advance(1_000);
  assert.equal(call.asked(), 1);
  assert.equal(call.rtc.peers[0]?.choice.relayOnly, true);
  answer(call);
  answer(call);
  assert.equal(call.world.found, 1);
  assert.equal(call.open(), 0);
});

Deno.test("relays that refuse are asked again a second later, silent ones after four", () => {
  const call = watch();
  call.clock.advance(1_000);
  refuse(call, TLS);
  call.clock.advance(1_000);
  assert.equal(call.asked(), 1, "the other one may still answer");
  refuse(call, UDP);
  call.clock.advance(1_000);
  assert.equal(call.asked(), 2);
  call.clock.advance(3_000);
  assert.equal(call.asked(), 2, "one question at a time");
  call.clock.advance(2_000);
  assert.equal(call.asked(), 3);
  assert.equal(call.open(), 1);
});

Deno.test("nobody is asked without a relay in the settings, or where none is lacking", () => {
  const direct = watch(["stun:stun.example:3478"]);
  direct.clock.advance(10_000);
  const found = watch();
  found.world.lacking = false;
  found.clock.advance(10_000);
  assert.deepEqual([direct.asked(), found.asked()], [0, 0]);
});

Deno.test("the watch ends with the trouble, and begins with the next one", () => {
  const call = watch();
  call.clock.advance(1_000);
  call.world.up = true;
  call.clock.advance(60_000);
  assert.deepEqual([call.asked(), call.open()], [1, 0]);
  call.world.up = false;
  call.watched.start();
  call.clock.advance(1_000);
  assert.equal(call.asked(), 2);
});

Deno.test("a relay that stays away for long is asked more seldom, for ever", () => {
  const call = watch();
  const hour = () => {
    const before = call.asked();
    for (let second = 0; second < 3_600; second++) {
      call.clock.advance(1_000);
      refuse(call, TLS);
      refuse(call, UDP);
    }
    return call.asked() - before;
  };
  const first = hour();
  assert.ok(first > 700 && first < 800, `${first}`);
  call.watched.stop();
  assert.equal(hour(), 0);
});

Deno.test("a browser that makes no more connections is asked again", () => {
  const call = watch();
  const { makePeer } = call.rtc;
  call.rtc.makePeer = () => {
    throw new Error("too many");
  };
  call.clock.advance(1_000);
  call.rtc.makePeer = makePeer;
  call.clock.advance(1_000);
  assert.deepEqual([call.errors.length, call.asked()], [1, 1]);
});
