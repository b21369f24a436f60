// Successors of dead connections, over a way that loses, doubles, delays and shuffles what is said.
import assert from "node:assert/strict";
import { Pair } from "@/call/links/pair.ts";
import { Peer, type RemoteTracks } from "@/call/links/peer.ts";
import type { LinkLetter } from "@/call/links/signal.ts";
import { Paths } from "../../fakes/paths.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { seeded, settled } from "../../fakes/random.ts";
import { FakePeer } from "../../fakes/rtc.ts";

interface Way {
  lose: number;
  double: number;
  longestMs: number;
}

interface Side {
  pair: Pair;
  pcs: FakePeer[];
  /** What was shown, and how the connection was at that moment. */
  shown: { tracks: RemoteTracks; state: RTCPeerConnectionState | undefined }[];
  replaced: number;
  letters: LinkLetter[];
}

const STEP_MS = 20;
const PATIENCE_MS = 120_000;
const PERFECT: Way = { lose: 0, double: 0, longestMs: 0 };
const AWFUL: Way = { lose: 0.2, double: 0.2, longestMs: 1_000 };
const SILENT = { mic: null, camera: null, screen: null, screenAudio: null };
const STREAMS = { person: { id: "p" } as MediaStream, screen: { id: "s" } as MediaStream };

/** Two pages; `old` ones know of no numbers. */
function meet(
  { random = Math.random, way = PERFECT, old = false }: {
    random?: () => number;
    way?: Way;
    old?: boolean;
  } = {},
) {
  const clock = fakeClock();
  const paths = new Paths();
  const errors: unknown[] = [];
  const world = { way, lost: 0, online: true };
  const carry = (letter: LinkLetter, to: () => Pair) => {
    if (!world.online || random() < world.way.lose) return void world.lost++;
    const copies = random() < world.way.double ? 2 : 1;
    const said = old ? { ...letter, link: null } : letter;
    for (let copy = 0; copy < copies; copy++) {
      clock.after(random() * world.way.longestMs, () => to().receive(said));
    }
  };
  const make = (polite: boolean, other: () => Side): Side => {
    const pcs: FakePeer[] = [];
    const shown: Side["shown"] = [];
    const side = { pcs, shown, replaced: 0, letters: [] as LinkLetter[] };
    const pair = new Pair({
      clock,
      connect: (own) => {
        const pc = new FakePeer(paths);
        pcs.push(pc);
        return new Peer({
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
      post: (letter) => {
        side.letters.push(letter);
        carry(letter, () => other().pair);
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
      return pair.peers.length === 1 && pair.peer.state === "connected" &&
        newest?.connectionState === "connected" &&
        others.every(({ signalingState }) => signalingState === "closed");
    }) && a.pcs.at(-1)?.localDescription?.sdp === b.pcs.at(-1)?.remoteDescription?.sdp;
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      clock.advance(STEP_MS);
      await settled();
    }
  };
  /** Milliseconds until both are agreed; `look` is what a watch does meanwhile. */
  const untilAgreed = async (look = () => {}) => {
    const begun = clock.now();
    for (await settled(); !agreed(); await settled()) {
      if (clock.now() - begun > PATIENCE_MS) return NaN;
      clock.advance(STEP_MS);
      look();
    }
    return clock.now() - begun;
  };
  /** The path of the connection in use dies. */
  const die = () => sides.forEach(({ pcs }) => pcs.at(-1)?.become("disconnected"));
  return { a, b, sides, clock, paths, errors, world, pass, untilAgreed, die };
}

async function connected(options: Parameters<typeof meet>[0] = {}) {
  const call = meet(options);
  assert.ok(await call.untilAgreed() < PATIENCE_MS);
  call.sides.forEach(({ pcs, shown }) => assert.deepEqual([pcs.length, shown.length], [1, 1]));
  return call;
}

const STARTERS: Record<string, ("a" | "b")[]> = {
  "the polite side": ["a"],
  "the impolite side": ["b"],
  "both at once": ["a", "b"],
};

for (const [who, starters] of Object.entries(STARTERS)) {
  Deno.test(`a dead connection gets one successor when ${who} finds it dead`, async () => {
    const call = await connected();
    call.die();
    for (const side of starters) call[side].pair.restart([]);
    const ms = await call.untilAgreed();
    assert.ok(ms <= 3 * STEP_MS, `${ms} ms`);
    for (const { pcs, shown, replaced } of call.sides) {
      assert.equal(pcs.length, 2);
      assert.equal(replaced, 1);
      assert.equal(shown.length, 2, "its tracks are shown once");
      assert.equal(shown[1]?.state, "connected", "and not before it is up");
      assert.ok(pcs.every(({ restarts }) => restarts === 0));
    }
    await call.pass(60_000);
    assert.ok(call.sides.every(({ pcs }) => pcs.length === 2));
    assert.deepEqual(call.errors, []);
  });
}

Deno.test("the old connection is kept until the new one is up, and both get what is sent", async () => {
  const call = await connected();
  const { a, b } = call;
  call.world.online = false;
  call.die();
  b.pair.restart([]);
  await call.pass(1_000);
  assert.deepEqual(b.pcs.map(({ signalingState }) => signalingState), [
    "stable",
    "have-local-offer",
  ]);
  assert.equal(b.pair.peers.length, 2);
  assert.equal(b.shown.length, 1);
  b.pcs[0]?.become("connected"); // its path is back, which does not matter any more
  call.world.online = true;
  b.pair.retrySignals();
  await call.untilAgreed();
  assert.deepEqual([a.shown.length, b.shown.length], [2, 2]);
});

Deno.test("who is called while nobody could hear it is called again, and by its own letters reminded", async () => {
  const call = await connected();
  const { a, b } = call;
  call.die();
  call.world.online = false;
  a.pair.restart([]); // the polite side cannot offer, it can only call
  await call.pass(2_500);
  call.world.online = true;
  await call.pass(5_000);
  assert.equal(b.pcs.length, 2, "by itself");
  call.die();
  call.world.online = false;
  a.pair.restart([]);
  await call.pass(400);
  call.world.online = true;
  b.pair.retrySignals(); // of the old number
  assert.ok(await call.untilAgreed() <= 100, "at once");
  assert.equal(b.pcs.length, 3);
});

Deno.test("a page that knows of no successors gets an ICE restart as ever", async () => {
  const call = await connected({ old: true });
  call.die();
  call.a.pair.restart([]);
  call.b.pair.restart([]);
  await call.pass(1_000);
  for (const { pcs } of call.sides) assert.deepEqual(pcs.map(({ restarts }) => restarts), [1]);
});

Deno.test("what was never up gets an ICE restart, and so does a successor that does not come about", async () => {
  const call = meet();
  call.paths.isOpen = false;
  await call.pass(1_000);
  call.b.pair.restart([]);
  await call.pass(100);
  assert.deepEqual(call.b.pcs.map(({ restarts }) => restarts), [1]);
  call.paths.isOpen = true;
  call.b.pair.restart([]);
  await call.untilAgreed();
  call.die();
  call.paths.isOpen = false;
  for (let second = 0; second < 10; second++) {
    call.sides.forEach(({ pair }) => pair.restart([]));
    await call.pass(1_000);
  }
  assert.deepEqual(call.sides.map(({ pcs }) => pcs.length), [2, 2], "one successor at a time");
  assert.ok((call.b.pcs[1]?.restarts ?? 0) >= 2, "which is helped");
  call.paths.isOpen = true;
  call.b.pair.restart([]);
  assert.ok(await call.untilAgreed() <= 100);
});

Deno.test("nobody can make a page begin one connection after the other, or far numbers", async () => {
  const call = await connected();
  const { a } = call;
  const knock = (link: number) => a.pair.receive({ link, seq: 0, ack: 0, signal: null });
  call.world.online = false;
  knock(7);
  knock(1_000_000);
  assert.equal(a.pcs.length, 1);
  for (let link = 1; link < 100; link++) knock(link);
  assert.equal(a.pcs.length, 2);
  await call.pass(10_000);
  for (let link = 1; link < 100; link++) knock(link);
  assert.equal(a.pcs.length, 3);
  assert.equal(a.pcs.filter(({ signalingState }) => signalingState !== "closed").length, 2);
});

Deno.test("close() closes whatever there is, and nothing is said or begun any more", async () => {
  const call = await connected();
  const { a, b } = call;
  call.world.online = false;
  call.die();
  b.pair.restart([]);
  a.pair.restart([]);
  await call.pass(100);
  for (const { pair, letters, pcs } of call.sides) {
    pair.close();
    assert.ok(pcs.every(({ signalingState }) => signalingState === "closed"));
    letters.length = 0;
  }
  call.world.online = true;
  a.pair.receive({ link: 2, seq: 0, ack: 0, signal: null });
  a.pair.restart([]);
  await call.pass(20_000);
  assert.deepEqual(call.sides.map(({ letters, pcs }) => [letters.length, pcs.length]), [
    [0, 2],
    [0, 2],
  ]);
});

Deno.test("200 of 200 pairs find together through three deaths each, whatever is lost", async () => {
  const times: number[] = [];
  let lost = 0;
  const begun = { a: 0, b: 0, both: 0 };
  for (let seed = 1; seed <= 200; seed++) {
    const random = seeded(seed);
    const call = await connected({ random });
    call.world.way = AWFUL;
    for (let death = 1; death <= 3; death++) {
      call.die();
      const starters = Object.values(STARTERS)[Math.floor(random() * 3)] ?? [];
      begun[starters.length === 2 ? "both" : starters[0] ?? "both"]++;
      let at = -Infinity;
      const look = () => { // as a watch does, at its pace, on both sides in the end
        if (call.clock.now() - at < 3_500) return;
        const first = at === -Infinity;
        at = call.clock.now();
        for (const [name, side] of [["a", call.a], ["b", call.b]] as const) {
          if (side.pair.peer.state === "connected") continue;
          if (!first || starters.includes(name)) side.pair.restart([]);
        }
      };
      times.push(await call.untilAgreed(look));
      assert.equal(call.a.pcs.length, death + 1, `seed ${seed}: one successor for each death`);
      await call.pass(4_000);
    }
    assert.ok(call.sides.every(({ replaced, shown }) => replaced === 3 && shown.length === 4));
    assert.deepEqual(call.errors, [], `seed ${seed}`);
    lost += call.world.lost;
  }
  times.sort((a, b) => a - b);
  console.log(
    `agreed after ${times[times.length >> 1]} ms in the middle, ${times.at(-1)} ms at worst; ` +
      `${lost} letters lost`,
  );
  assert.deepEqual(times.filter(Number.isNaN), []);
  assert.ok(lost > 500 && Math.min(begun.a, begun.b, begun.both) > 100, JSON.stringify(begun));
});
