// Which ways to others are found: every relay by itself, and nobody waits for ever.
import assert from "node:assert/strict";
import { gatherCandidates } from "@/call/connection_test/ice_candidates.ts";
import type { Rtc } from "@/call/rtc_ports.ts";
import { Paths } from "../../fakes/paths.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { FakePeer } from "../../fakes/rtc.ts";

const STUN = "stun:s.example";
const GOOD = "turn:good.example";
const BAD = "turns:bad.example";
const open = new Paths();
const closed = new Paths();
closed.isOpen = false;

/** A connection that gathers just these kinds; null ends the gathering. */
class Gathering extends FakePeer {
  constructor(readonly kinds: readonly (string | null)[]) {
    super(closed);
  }

  override async setLocalDescription(): Promise<void> {
    const tell = this.onicecandidate;
    this.onicecandidate = null;
    await super.setLocalDescription();
    for (const kind of this.kinds) {
      const candidate = kind && { candidate: `candidate:1 1 udp 1 x 9 typ ${kind}` };
      tell?.({ candidate } as RTCPeerConnectionIceEvent);
    }
  }
}

function browser(kinds: readonly (string | null)[]) {
  const peers: FakePeer[] = [];
  const rtc: Rtc = {
    supported: true,
    ready: Promise.resolve(),
    makePeer: (ice) => {
      const urls = ice.flatMap((server) => server.urls);
      const relay = urls.find((url) => url.startsWith("turn"));
      const peer = relay ? new FakePeer(relay === GOOD ? open : closed) : new Gathering(kinds);
      peers.push(peer);
      return peer;
    },
    loadFrames: null,
    makeStream: () => ({ id: "none" }) as MediaStream,
  };
  return { rtc, peers };
}

Deno.test("a relay counts as a way if something comes through it; each is told of by itself", async () => {
  const clock = fakeClock();
  const { rtc, peers } = browser(["host", "srflx", null]);
  const ice = [{ urls: [STUN] }, { urls: [GOOD, BAD], username: "u", credential: "c" }];
  const exploring = gatherCandidates({ rtc, clock }, ice);
  for (let passed = 0; passed < 9_000; passed += 100) {
    clock.advance(100);
    await settled();
  }
  const { found, relays } = await exploring;
  assert.deepEqual(relays.map(({ kind, url, outcome }) => [kind, url, outcome]), [
    ["udp", GOOD, "works"],
    ["tls", BAD, "fails"],
  ]);
  assert.deepEqual([...found], ["host", "srflx", "relay"]);
  assert.ok(peers.every(({ signalingState }) => signalingState === "closed"), "nothing stays open");
});

Deno.test("a search that does not end by itself ends after eight seconds", async () => {
  const clock = fakeClock();
  const { rtc, peers } = browser(["host"]);
  const exploring = gatherCandidates({ rtc, clock }, []);
  await settled();
  clock.advance(7_900);
  assert.equal(peers[0]?.signalingState, "have-local-offer");
  clock.advance(200);
  assert.deepEqual([...(await exploring).found], ["host"]);
  assert.equal(peers[0]?.signalingState, "closed");
});
