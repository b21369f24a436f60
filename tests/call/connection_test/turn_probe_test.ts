// The probe of relays with fake browsers: which works, which fails, which is not there.
import assert from "node:assert/strict";
import { kindOf, probeTurnServers } from "@/call/connection_test/turn_probe.ts";
import type { Rtc } from "@/call/rtc_ports.ts";
import { Paths } from "../../fakes/paths.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { FakePeer } from "../../fakes/rtc.ts";

/** A browser in which only these addresses lead anywhere. */
function browser(...working: string[]) {
  const peers: FakePeer[] = [];
  const asked: { url: string | undefined; relayOnly: boolean }[] = [];
  const rtc: Rtc = {
    supported: true,
    ready: Promise.resolve(),
    makePeer: ([server], { relayOnly = false } = {}) => {
      const url = server?.urls[0];
      asked.push({ url, relayOnly });
      const paths = working.includes(url ?? "") ? open : closed;
      const peer = new FakePeer(paths);
      peers.push(peer);
      return peer;
    },
    loadFrames: null,
    makeStream: () => ({ id: "none" }) as MediaStream,
  };
  return { rtc, peers, asked };
}

const open = new Paths();
const closed = new Paths();
closed.isOpen = false;

const UDP = "turn:t.example:3478?transport=udp";
const TCP = "turn:t.example:3478?transport=tcp";
const SERVERS = [
  { urls: ["stun:s.example:3478"] },
  { urls: [UDP, TCP], username: "u", credential: "c" },
];

Deno.test("each address is of one kind, by RFC 7065", () => {
  assert.deepEqual(
    [UDP, TCP, "turn:t.example", "turns:t.example:443", "TURNS:t?transport=tcp"].map(kindOf),
    ["udp", "tcp", "udp", "tls", "tls"],
  );
  assert.equal(kindOf("stun:s.example"), null);
});

Deno.test("of each relay it is told whether something came through, and which kinds are not set", async () => {
  const clock = fakeClock();
  const { rtc, peers, asked } = browser(UDP);
  const probing = probeTurnServers({ rtc, clock }, SERVERS);
  for (let passed = 0; passed < 9_000; passed += 100) {
    clock.advance(100);
    await settled();
  }
  const reports = await probing;
  assert.deepEqual(reports.map(({ kind, url, outcome }) => [kind, url, outcome]), [
    ["udp", UDP, "works"],
    ["tcp", TCP, "fails"],
    ["tls", null, "not-set"],
  ]);
  assert.ok((reports[0]?.ms ?? Infinity) < 1_000);
  assert.ok(peers.every(({ signalingState }) => signalingState === "closed"), "nothing stays open");
  for (const url of [UDP, TCP]) {
    const ends = asked.filter((end) => end.url === url).map(({ relayOnly }) => relayOnly);
    assert.deepEqual(ends, [true, false], "one end has no other way than the relay");
  }
});

Deno.test("without any relay all kinds are not set, and nothing is opened", async () => {
  const { rtc, peers } = browser();
  const reports = await probeTurnServers({ rtc, clock: fakeClock() }, [{ urls: ["stun:s:1"] }]);
  assert.deepEqual(reports.map(({ outcome }) => outcome), ["not-set", "not-set", "not-set"]);
  assert.equal(peers.length, 0);
});
