// The watch over connections that a test holds in its hands: who is restarted, when, and what is told.
import assert from "node:assert/strict";
import type { LinkState } from "@/call/links/links.ts";
import { type Ward, Watch } from "@/call/links/watch.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";

/** A connection whose packets come as long as `flows`. */
interface FakeWard extends Ward {
  state: RTCPeerConnectionState;
  expected: boolean;
  away: boolean;
  flows: boolean;
  /** Packets arrive, but nobody plays them. */
  unheard: boolean;
  restarts: number[];
}

function world(...ids: string[]) {
  const clock = fakeClock();
  const seen = { doubts: 0, health: [] as [string, LinkState][], alive: [] as string[][] };
  let online = true;
  let packets = 0;
  const wards = new Map<string, FakeWard>();
  for (const id of ids) {
    const ward: FakeWard = {
      state: "connected",
      expected: true,
      away: false,
      flows: true,
      unheard: false,
      restarts: [],
      mark: () => ward.flows ? ++packets : packets > 0 ? 0.5 : 0,
      bytes: () => Promise.resolve(ward.flows || ward.unheard ? packets += 1_000 : 7),
      restart: () => void ward.restarts.push(clock.now()),
    };
    wards.set(id, ward);
  }
  const watch = new Watch({
    clock,
    wards: () => wards,
    isOnline: () => online,
    onDoubt: () => void seen.doubts++,
    onHealth: (id, health) => void seen.health.push([id, health]),
    onAlive: (alive) => void seen.alive.push(alive),
  });
  watch.start();
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      clock.advance(50);
      await settled();
    }
  };
  const ward = (id: string) => {
    const found = wards.get(id);
    assert.ok(found);
    return found;
  };
  return { clock, seen, watch, wards, ward, pass, setOnline: (now: boolean) => online = now };
}

/** The last that was told of somebody. */
function healthOf(seen: { health: [string, LinkState][] }, id: string): LinkState | undefined {
  return seen.health.findLast(([whose]) => whose === id)?.[1];
}

Deno.test("a connection that goes silent is doubted within 600 ms and restarted within 1 s", async () => {
  const { clock, seen, ward, pass } = world("a");
  await pass(3_000);
  assert.equal(healthOf(seen, "a"), "connected");
  ward("a").flows = false;
  const stopped = clock.now();
  await pass(600);
  assert.ok(seen.doubts > 0, "the way to the server is asked, too");
  assert.equal(ward("a").restarts.length, 0);
  await pass(2_000);
  const [first = Infinity] = ward("a").restarts;
  console.log(`restarted ${first - stopped} ms after the last packet`);
  assert.ok(first - stopped <= 1_200, `${first - stopped} ms`);
  await pass(400);
  assert.equal(healthOf(seen, "a"), "broken", "grey within 3 s");
});

Deno.test("packets that come but are not played are no silence", async () => {
  const { ward, pass } = world("a");
  await pass(3_000);
  ward("a").flows = false;
  ward("a").unheard = true;
  await pass(10_000);
  assert.equal(ward("a").restarts.length, 0);
});

Deno.test("one of several who is silent alone is given more time: it may only be busy", async () => {
  const { clock, ward, pass } = world("a", "b", "c");
  await pass(3_000);
  ward("b").flows = false;
  const stopped = clock.now();
  await pass(2_000);
  ward("b").flows = true;
  await pass(2_000);
  assert.equal(ward("b").restarts.length, 0);
  ward("b").flows = false;
  await pass(3_200);
  const [first = Infinity] = ward("b").restarts;
  assert.ok(first > stopped + 4_000 + 2_400 && first < stopped + 4_000 + 3_200);
  assert.equal(ward("a").restarts.length + ward("c").restarts.length, 0);
});

Deno.test("when all fall silent at once though the server answers, restarts are late, few and apart", async () => {
  const { clock, ward, pass } = world("a", "b", "c", "d", "e");
  const ids = ["a", "b", "c", "d", "e"];
  await pass(3_000);
  for (const id of ids) ward(id).flows = false;
  const stopped = clock.now();
  await pass(2_000);
  for (const id of ids) ward(id).flows = true;
  await pass(2_000);
  assert.deepEqual(ids.flatMap((id) => ward(id).restarts), [], "a computer that was busy for 2 s");
  for (const id of ids) ward(id).flows = false;
  await pass(20_000);
  const all = ids.flatMap((id) => ward(id).restarts).sort((a, b) => a - b);
  console.log(`restarts after ${all.map((at) => at - stopped - 4_000).join(", ")} ms`);
  assert.ok(all.every((at, index) => at - (all[index - 1] ?? 0) >= 500), "never two at once");
  assert.ok(all.length <= 4 * ids.length, `${all.length} in 20 s`);
  for (const id of ids) assert.ok(ward(id).restarts.length > 0, "but each gets its turn");
});

Deno.test("when all fall silent and the server was, too, all get a new path at once", async () => {
  const { watch, ward, pass, setOnline } = world("a", "b", "c");
  await pass(3_000);
  for (const id of ["a", "b", "c"]) ward(id).flows = false;
  await pass(800);
  setOnline(false);
  await pass(400);
  setOnline(true);
  watch.resume();
  for (const id of ["a", "b", "c"]) assert.equal(ward(id).restarts.length, 1, id);
});

Deno.test("a server that comes and goes does not make a restart out of every return", async () => {
  const { watch, ward, pass } = world("a", "b");
  await pass(3_000);
  ward("a").flows = ward("b").flows = false;
  ward("a").state = ward("b").state = "failed";
  for (let round = 0; round < 20; round++) {
    await pass(500);
    watch.resume();
  }
  assert.ok(ward("a").restarts.length <= 5, `${ward("a").restarts.length} in 10 s`);
});

Deno.test("resume() leaves alone what has recovered by itself in the meantime", async () => {
  const { watch, ward, pass } = world("a");
  await pass(3_000);
  ward("a").flows = false;
  await pass(1_300);
  assert.equal(ward("a").restarts.length, 1);
  ward("a").flows = true;
  await pass(600);
  watch.resume();
  assert.equal(ward("a").restarts.length, 1);
});

Deno.test("statistics that come late are those of an overloaded computer and prove nothing", async () => {
  const { clock, ward, pass } = world("a");
  await pass(3_000);
  ward("a").flows = false;
  ward("a").bytes = () => new Promise((done) => clock.after(500, () => done(7)));
  await pass(10_000);
  assert.equal(ward("a").restarts.length, 0);
  ward("a").state = "disconnected";
  await pass(400);
  assert.equal(ward("a").restarts.length, 1, "but what the browser itself says counts");
});

Deno.test("who switched everything off is not missed", async () => {
  const { seen, ward, pass } = world("a");
  await pass(3_000);
  ward("a").expected = false;
  ward("a").flows = false;
  await pass(20_000);
  assert.equal(ward("a").restarts.length, 0);
  assert.equal(healthOf(seen, "a"), "connected");
});

Deno.test("a picture of one frame a second is never steady, so its pauses are none", async () => {
  const { ward, pass, clock } = world("a");
  const { mark } = ward("a");
  ward("a").mark = () => Math.floor(clock.now() / 1_000);
  await pass(20_000);
  assert.equal(ward("a").restarts.length, 0);
  ward("a").mark = mark;
});

Deno.test("one who slept accuses nobody, but asks whether the server is there", async () => {
  const { clock, seen, ward, pass } = world("a", "b");
  await pass(3_000);
  const now = clock.now.bind(clock);
  let slept = 0;
  clock.now = () => now() + slept;
  slept = 60_000;
  ward("a").flows = ward("b").flows = false; // nothing has been played in between
  await pass(200);
  ward("a").flows = ward("b").flows = true;
  assert.equal(seen.doubts, 1);
  await pass(3_000);
  assert.equal(ward("a").restarts.length + ward("b").restarts.length, 0);
});

Deno.test("restarts come at a decent pace, go on for ever, and after a while one is told", async () => {
  const { clock, seen, ward, pass } = world("a");
  await pass(3_000);
  ward("a").flows = false;
  ward("a").state = "failed";
  const failed = clock.now();
  await pass(11_500);
  assert.equal(healthOf(seen, "a"), "broken");
  await pass(1_000);
  assert.equal(healthOf(seen, "a"), "blocked");
  await pass(300_000);
  const times = ward("a").restarts.map((at) => Math.round((at - failed) / 1_000));
  assert.deepEqual(times.slice(0, 6), [0, 2, 6, 14, 29, 59]);
  const { length } = times;
  assert.ok(length >= 13 && length <= 15, `${length} in five minutes`);
  ward("a").state = "connected";
  ward("a").flows = true;
  await pass(1_000);
  assert.equal(healthOf(seen, "a"), "connected");
});

Deno.test("without the server nothing is tried, and nothing is said to be hopeless", async () => {
  const { seen, watch, ward, pass, setOnline } = world("a");
  await pass(3_000);
  setOnline(false);
  ward("a").flows = false;
  ward("a").state = "disconnected";
  await pass(60_000);
  assert.equal(ward("a").restarts.length, 0);
  assert.equal(healthOf(seen, "a"), "broken");
  setOnline(true);
  watch.resume();
  assert.equal(ward("a").restarts.length, 1, "at once when the server is back");
});

Deno.test("resume() leaves alone what is well", async () => {
  const { watch, ward, pass } = world("a", "b");
  await pass(3_000);
  ward("b").state = "disconnected";
  watch.resume();
  assert.deepEqual([ward("a").restarts.length, ward("b").restarts.length], [0, 1]);
});

Deno.test("a first connection that does not come about is told after half a minute", async () => {
  const { seen, ward, pass } = world("a");
  ward("a").state = "connecting";
  ward("a").flows = false;
  await pass(29_000);
  assert.equal(healthOf(seen, "a"), "connecting");
  await pass(1_500);
  assert.equal(healthOf(seen, "a"), "blocked");
  assert.equal(ward("a").restarts.length, 0, "the browser says when it has given up");
});

Deno.test("one who is too busy to look accuses nobody, but a hidden page's second is no absence", async () => {
  const { clock, ward, wards, pass } = world("a");
  await pass(3_000);
  const now = clock.now.bind(clock);
  let behind = 0;
  clock.now = () => now() + behind;
  const { mark } = ward("a");
  for (let round = 0; round < 30; round++) {
    await pass(400);
    behind += 700; // all that comes is read late, this alarm too
  }
  assert.equal(ward("a").restarts.length, 0);
  clock.now = now;
  wards.set("a", { ...ward("a"), mark, flows: true });
});

Deno.test("members of whom something arrives are vouched for, from 2.5 s on, again and again", async () => {
  const { seen, ward, pass } = world("a", "b", "c");
  await pass(3_000);
  ward("a").away = ward("b").away = true;
  ward("b").flows = false;
  await pass(2_000);
  assert.equal(seen.alive.length, 0, "a page that is closing sends a little longer");
  await pass(10_000);
  assert.ok(seen.alive.length >= 2 && seen.alive.every((ids: string[]) => ids.join() === "a"));
  assert.equal(healthOf(seen, "a"), "connected");
  assert.equal(healthOf(seen, "b"), "broken");
});

Deno.test("one who is away and of whom nothing came at all is broken at once", async () => {
  const { seen, ward, pass } = world("a");
  ward("a").flows = false;
  ward("a").expected = false;
  await pass(3_000);
  ward("a").away = true;
  await pass(200);
  assert.equal(healthOf(seen, "a"), "broken");
});

Deno.test("nothing rings any more when nobody is left", async () => {
  const { wards, pass, seen } = world("a");
  await pass(1_000);
  wards.clear();
  await pass(400);
  const { length } = seen.health;
  await pass(60_000);
  assert.equal(seen.health.length, length);
});
