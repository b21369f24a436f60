// When a room uses an SFU, and what its members may say to it.
import assert from "node:assert/strict";
import type { SfuMode } from "@/protocol/sfu.ts";
import type { Member } from "@/protocol/shapes.ts";
import { NO_MEDIA } from "@/protocol/slots.ts";
import { needsSfu } from "@/signaling/media/head_count.ts";
import { SfuRooms } from "@/signaling/media/sfu_rooms.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { FakeRouter } from "../../fakes/router.ts";

const MIC = { ...NO_MEDIA, mic: true };

function member(id: string, epoch = 1, media = MIC): Member {
  const rest = { joinedAt: 0, hand: null, role: "guest" as const, away: false };
  return { id, name: id, epoch, media, ...rest };
}

/** One room, "r", of a server whose rooms with more than two members use an SFU. */
function start() {
  const clock = fakeClock();
  const router = new FakeRouter();
  const errors: unknown[] = [];
  const told: string[] = [];
  const notes: string[] = [];
  let members: Member[] | null = [];
  const room = {
    name: "r",
    get members() {
      return members ?? [];
    },
    notify: (to: string, event: string) => notes.push(`${to} ${event}`) > 0,
  };
  const rooms = new SfuRooms({
    router,
    meshMax: 2,
    clock: {
      now: () => clock.now(),
      steady: () => clock.steady(),
      setTimeout: (action, ms) => clock.after(ms, action),
      clearTimeout: (cancel) => (cancel as (() => void) | undefined)?.(),
    },
    rooms: {
      find: (name) => name === "r" && members !== null ? room : undefined,
      names: () => ["r"],
      travel: (_name: string, mode: SfuMode | null) =>
        void told.push(mode === null ? "mesh" : `sfu ${mode.epoch}`),
    },
    onError: (error) => errors.push(error),
  });
  const people = async (...now: (string | Member)[]) => {
    members = now.map((one) => typeof one === "string" ? member(one) : one);
    rooms.changed("r");
    await settled();
  };
  const end = () => {
    members = null;
    rooms.changed("r");
  };
  const take = () => told.splice(0);
  return { clock, router, rooms, room, people, end, take, errors, notes };
}

/** The same when the SFU carries three people. */
async function startLarge() {
  const world = start();
  await world.people("a", "b", "c");
  const [mode = ""] = world.take();
  const [routed] = world.router.rooms;
  assert.ok(routed);
  return { ...world, routed, epoch: Number(mode.replace("sfu ", "")) };
}

Deno.test("a pair never needs an SFU; a room that has one keeps it until two fewer are there", () => {
  const uses = (meshMax: number) =>
    [1, 2, 3, 4, 5].map((count) =>
      [
        needsSfu(count, { meshMax, uses: false }),
        needsSfu(count, { meshMax, uses: true }),
      ].map(Number).join("")
    ).join(" ");
  assert.equal(uses(4), "00 00 01 01 11");
  assert.equal(uses(2), "00 00 11 11 11");
  assert.equal(uses(3), "00 00 01 11 11");
});

Deno.test("the third opens a room at the SFU; when two are left for a while it is a mesh again", async () => {
  const { people, take, router, clock } = start();
  await people("a", "b");
  assert.deepEqual([take(), router.rooms.length], [[], 0]);
  await people("a", "b", "c");
  assert.match(take().join(), /^sfu \d+$/);
  await people("a", "b");
  clock.advance(4_900);
  assert.deepEqual(take(), []);
  clock.advance(200);
  assert.deepEqual(take(), ["mesh"]);
  assert.equal(router.rooms[0]?.isClosed, false, "pages still move");
  clock.advance(10_000);
  assert.equal(router.rooms[0]?.isClosed, true);
});

Deno.test("who comes while few are left, or while they move, finds the SFU as it was", async () => {
  const { people, take, router, clock, epoch } = await startLarge();
  await people("a", "b");
  clock.advance(3_000);
  await people("a", "b", "d");
  clock.advance(60_000);
  assert.deepEqual(take(), []);
  await people("a", "b");
  clock.advance(5_100);
  await people("a", "b", "d");
  clock.advance(0);
  assert.deepEqual(take(), ["mesh", `sfu ${epoch}`]);
  clock.advance(60_000);
  assert.deepEqual([router.rooms.length, router.rooms[0]?.isClosed], [1, false]);
});

Deno.test("an SFU that is gone makes a mesh at once, and the room is opened anew when it is back", async () => {
  const { take, router, clock, routed, epoch } = await startLarge();
  routed.events.onLost();
  assert.deepEqual(take(), ["mesh"]);
  router.isUp = false;
  clock.advance(10_000);
  await settled();
  assert.deepEqual(take(), []);
  router.isUp = true;
  router.onUp?.();
  await settled();
  const [mode = ""] = take();
  assert.ok(Number(mode.replace("sfu ", "")) > epoch, mode);
});

Deno.test("a room that cannot be opened stays a mesh, and is tried again every other second", async () => {
  const { people, take, router, clock, errors } = start();
  router.isBroken = true;
  await people("a", "b", "c");
  assert.equal(errors.length, 1);
  clock.advance(1_900);
  await settled();
  assert.equal(errors.length, 1);
  router.isBroken = false;
  clock.advance(200);
  await settled();
  assert.match(take().at(-1) ?? "", /^sfu/);
});

Deno.test("who is removed is cut off in the same moment, and so is a page before a reload", async () => {
  const { rooms, room, people, routed, epoch } = await startLarge();
  for (const id of ["a", "b"]) rooms.subscribe(room, member(id), { epoch });
  routed.calls.length = 0;
  await people("a", "c");
  assert.ok(routed.calls.includes("drop b.1"), routed.calls.join());
  routed.calls.length = 0;
  await people(member("a", 2), "c");
  assert.ok(routed.calls.includes("drop a.1"), routed.calls.join());
  rooms.subscribe(room, member("a", 2), { epoch });
  assert.equal(routed.calls.at(-1), "subscribe a.2");
});

Deno.test("only what the room shows as on is forwarded", async () => {
  const { rooms, room, people, routed, epoch } = await startLarge();
  rooms.publish(room, member("a"), { epoch, sdp: "v=0", encrypted: true });
  assert.deepEqual(routed.calls.slice(-2), ["publish a.1", "allow a.1 mic"]);
  await people(member("a", 1, { ...NO_MEDIA, camera: true }), "b", "c");
  assert.equal(routed.calls.at(-1), "allow a.1 camera");
});

Deno.test("a page hears the answer to what it publishes, or that there is none", async () => {
  const { rooms, room, routed, epoch, notes, errors } = await startLarge();
  rooms.publish(room, member("a"), { epoch, sdp: "v=0", encrypted: true });
  await settled();
  routed.published = null;
  rooms.publish(room, member("b"), { epoch, sdp: "v=0", encrypted: true });
  await settled();
  assert.deepEqual(notes, ["a media:published", "b media:published"]);
  assert.equal(errors.length, 1);
});

Deno.test("nobody speaks to an SFU that the room does not use, or uses no more", async () => {
  const { rooms, room, people, epoch, clock, end, routed } = await startLarge();
  assert.equal(rooms.subscribe(room, member("a"), { epoch: epoch + 1 }), "not-allowed");
  await people("a", "b");
  clock.advance(20_000);
  assert.equal(rooms.subscribe(room, member("a"), { epoch }), "not-allowed");
  assert.equal(routed.isClosed, true);
  end();
});

Deno.test("a room that ends ends at the SFU, and no timer is left", async () => {
  const { rooms, end, routed, take, clock } = await startLarge();
  assert.equal(rooms.count, 1);
  end();
  assert.deepEqual([routed.isClosed, rooms.count], [true, 0]);
  clock.advance(60_000);
  assert.deepEqual(take(), []);
});

Deno.test("offers reach the page for which they are, and no other one of the member", async () => {
  const { rooms, room, routed, epoch, notes } = await startLarge();
  rooms.subscribe(room, member("a", 2), { epoch });
  const offer = { n: 1, sdp: "v=0", tracks: [] };
  routed.events.onOffer({ member: "a", epoch: 1 }, offer);
  assert.deepEqual(notes, []);
  routed.events.onOffer({ member: "a", epoch: 2 }, offer);
  assert.deepEqual(notes, ["a media:offer"]);
});
