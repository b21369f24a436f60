// A room as a value.
import assert from "node:assert/strict";
import { MEDIA_OFF, newcomer, roomOf } from "../values.ts";
import {
  comeAgain,
  comeBack,
  count,
  emptyRoom,
  hasPlace,
  join,
  leave,
  markAway,
  mayRelay,
  memberOf,
  type Room,
  setMedia,
} from "@/signaling/room/room.ts";
import { membershipChanges } from "@/signaling/room/membership_changes.ts";
import { pick, seeded } from "../../fakes/random.ts";

const SHARING = { ...MEDIA_OFF, screen: true };

Deno.test("join() adds members in order, each later than the one before, even in one millisecond", () => {
  const room = roomOf("a", "b", "c");
  const times = room.members.map(({ joinedAt }) => joinedAt);
  assert.deepEqual(times, [...new Set(times)].sort((x, y) => x - y));
  assert.deepEqual(room.members.map(({ id, epoch, away }) => [id, epoch, away]), [
    ["a", 1, false],
    ["b", 1, false],
    ["c", 1, false],
  ]);
});

Deno.test("every change adds one to the version, and no change leaves the very same room", () => {
  const room = roomOf("a", "b");
  assert.equal(room.version, emptyRoom("ala", { now: 1_000 }).version + 2);
  assert.equal(setMedia(room, { id: "a", media: SHARING }).version, room.version + 1);
  assert.equal(setMedia(room, { id: "a", media: { ...MEDIA_OFF } }), room);
  assert.equal(setMedia(room, { id: "nobody", media: SHARING }), room);
  assert.equal(leave(room, "nobody"), room);
  assert.equal(markAway(markAway(room, "a"), "a").version, room.version + 1);
});

Deno.test("a room that is opened again starts above the version at which it was freed", () => {
  const first = roomOf("a", "b");
  assert.ok(emptyRoom("ala", { now: 1_010 }).version > first.version);
});

Deno.test("comeBack() with a new page adds one to the epoch, with the same page it does not", () => {
  const away = markAway(roomOf("a", "b"), "a");
  const back = { id: "a", name: "A2", media: SHARING };
  const fresh = memberOf(comeBack(away, { ...back, fresh: true }), "a");
  assert.deepEqual([fresh?.epoch, fresh?.away, fresh?.name], [2, false, "A2"]);
  const same = memberOf(comeBack(away, { ...back, fresh: false }), "a");
  assert.deepEqual([same?.epoch, same?.joinedAt], [1, memberOf(away, "a")?.joinedAt]);
});

Deno.test("an away member is not counted but keeps the place, the media and the rank", () => {
  const room = markAway(setMedia(roomOf("a", "b"), { id: "a", media: SHARING }), "a");
  assert.equal(count(room), 1);
  assert.equal(hasPlace(room, { limit: 2 }), false);
  assert.equal(hasPlace(room, { limit: 2, leaving: "a" }), true);
  const [first] = room.members;
  assert.deepEqual([first?.id, first?.away, first?.media.screen], ["a", true, true]);
});

Deno.test("mayRelay() wants two members of this room and the addressee's present page", () => {
  const room = comeBack(roomOf("a", "b", "c"), { ...newcomer("b"), fresh: true });
  assert.equal(mayRelay(room, { from: "a", to: "b", toEpoch: 2 }), 1);
  assert.equal(mayRelay(room, { from: "b", to: "a", toEpoch: 1 }), 2);
  assert.equal(mayRelay(room, { from: "a", to: "b", toEpoch: 1 }), null);
  assert.equal(mayRelay(room, { from: "a", to: "b", toEpoch: 3 }), null);
  assert.equal(mayRelay(room, { from: "a", to: "a", toEpoch: 1 }), null);
  assert.equal(mayRelay(room, { from: "a", to: "x", toEpoch: 1 }), null);
  assert.equal(mayRelay(room, { from: "x", to: "a", toEpoch: 1 }), null);
  const silent = markAway(room, "b"); // its socket may be there and only be slow
  assert.equal(mayRelay(silent, { from: "a", to: "b", toEpoch: 2 }), 1);
});

Deno.test("comeAgain() puts somebody who was gone back to their place, on a new page", () => {
  const all = roomOf("a", "b", "c");
  const { joinedAt = 0 } = all.members[1] ?? {};
  const back = comeAgain(leave(all, "b"), { ...newcomer("b"), epoch: 4, joinedAt });
  assert.deepEqual(back.members.map(({ id, epoch }) => [id, epoch]), [["a", 1], ["b", 5], [
    "c",
    1,
  ]]);
  assert.ok(back.version > all.version);
});

Deno.test("membershipChanges() tells who joined, left, began and ended to share", () => {
  const before = roomOf("a", "b");
  const tell = (after: Room) =>
    membershipChanges(before, after).map(({ kind, from }) => [kind, from.id]);
  assert.deepEqual(tell(join(before, newcomer("c"))), [["joined", "c"]]);
  assert.deepEqual(tell(leave(before, "a")), [["left", "a"]]);
  const sharing = setMedia(before, { id: "b", media: SHARING });
  assert.deepEqual(tell(sharing), [["screenStarted", "b"]]);
  assert.deepEqual(membershipChanges(sharing, before).map(({ kind }) => kind), ["screenStopped"]);
  assert.deepEqual(membershipChanges(sharing, leave(sharing, "b")).map(({ kind }) => kind), [
    "left",
  ]);
  assert.deepEqual(tell(markAway(before, "a")), []);
});

Deno.test("a random life of a room keeps its order, its version and its members' identity", () => {
  const random = seeded(3);
  const met = { full: 0, sameTime: 0, back: 0, unchanged: 0, emptied: 0 };
  let room = emptyRoom("ala", { now: 0 });
  let now = 0;
  for (let step = 0; step < 5_000; step++) {
    if (random() < 0.3) now += 1;
    const id = pick(random, [..."abcdefghijk"]);
    const before = room;
    const known = memberOf(room, id);
    const media = { ...MEDIA_OFF, mic: random() < 0.5 };
    const isEvening = step % 500 > 400;
    const what = isEvening ? "leave" : pick(random, ["enter", "enter", "leave", "away", "media"]);
    if (what === "leave") room = leave(room, id);
    else if (what === "away") room = markAway(room, id);
    else if (what === "media") room = setMedia(room, { id, media });
    else if (known !== undefined) {
      room = comeBack(room, { id, name: id, media, fresh: random() < 0.5 });
      if (known.away) met.back += 1;
      assert.equal(memberOf(room, id)?.joinedAt, known.joinedAt);
    } else if (hasPlace(room, { limit: 6 })) {
      if (room.members.at(-1)?.joinedAt === now) met.sameTime += 1;
      room = join(room, { id, name: id, media, role: "guest", now });
    } else met.full += 1;
    if (room === before) met.unchanged += 1;
    if (room !== before && room.members.length === 0) met.emptied += 1;
    assert.equal(room.version, room === before ? before.version : before.version + 1);
    const times = room.members.map(({ joinedAt }) => joinedAt);
    assert.ok(times.every((time, rank) => rank === 0 || time > (times[rank - 1] ?? Infinity)));
    assert.ok(room.members.length <= 6 && count(room) <= room.members.length);
    assert.equal(new Set(room.members.map((member) => member.id)).size, room.members.length);
  }
  for (const [what, times] of Object.entries(met)) assert.ok(times > 0, `never met: ${what}`);
});
