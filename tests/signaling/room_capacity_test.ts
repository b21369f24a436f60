// Full rooms, a full server, and rooms that are idle.
import assert from "node:assert/strict";
import { membershipOf } from "@/signaling/room/live_room.ts";
import { MEDIA_OFF } from "./values.ts";
import { SETTINGS, startDirectory } from "./room_directory_kit.ts";

const QUIET = { rooms: 0, idle: 0, members: 0, away: 0, subscribers: 0, waiting: 0, sfuRooms: 0 };

Deno.test("a full room takes nobody in, but everybody back", () => {
  const { connection } = startDirectory({ roomLimit: 2 });
  const [a, b, c] = [connection(), connection(), connection()];
  a.join("ala");
  const { seat, self } = b.join("ala");
  b.drop();
  const wish = { room: "ala", name: "C", media: MEDIA_OFF, fresh: true };
  assert.equal(c.ask("room:join", wish), "room-full");
  assert.equal(connection().join("ala", { seat }).self, self);
});

Deno.test("who is refused stays where they were", () => {
  const { connection } = startDirectory({ roomLimit: 1 });
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { self } = b.join("too");
  const wish = { room: "ala", name: "B", media: MEDIA_OFF, fresh: true };
  assert.equal(b.ask("room:join", wish), "room-full");
  assert.equal(membershipOf(b.sender)?.member, self);
});

Deno.test("a full server opens no room, but lets people into open ones and from one to another", () => {
  const { directory, connection } = startDirectory({ roomsLimit: 2 });
  const [a, b] = [connection(), connection()];
  a.join("one");
  b.join("two");
  const wish = { room: "three", name: "C", media: MEDIA_OFF, fresh: true };
  assert.equal(connection().ask("room:join", wish), "server-full");
  connection().join("one");
  assert.equal(a.ask("room:join", wish), "server-full");
  b.join("three");
  assert.equal(directory.stats().rooms, 2);
});

Deno.test("an empty room is freed with its chat when its last member leaves", () => {
  const { directory, clock, connection } = startDirectory();
  const a = connection();
  a.join("ala");
  a.ask("chat:send", { id: "x", text: "салам" });
  a.ask("room:leave", { mayReturn: false });
  assert.deepEqual(directory.stats(), { ...QUIET, idle: 0 });
  assert.equal(clock.pending, 0);
});

Deno.test("a room whose members were all lost is idle, and is as it was when they return", () => {
  const { directory, clock, connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  const { seat } = a.join("ala");
  b.join("ala");
  a.ask("chat:send", { id: "x", text: "салам" });
  a.drop();
  b.drop();
  clock.pass(SETTINGS.seatGraceMs);
  assert.deepEqual(directory.stats(), { ...QUIET, idle: 1 });
  const { log, state } = connection().join("ala", { seat });
  assert.ok(log.some(({ id }) => id === "x"));
  assert.equal(state.members.length, 1);
  assert.deepEqual([directory.stats().rooms, directory.stats().idle], [1, 0]);
});

Deno.test("an idle room is forgotten after its time, or when a stranger takes its name", () => {
  const { directory, clock, connection } = startDirectory();
  for (const stranger of [false, true]) {
    const a = connection();
    const { seat, self } = a.join("ala");
    a.ask("chat:send", { id: "x", text: "салам" });
    a.drop();
    clock.pass(SETTINGS.seatGraceMs);
    if (!stranger) {
      clock.pass(SETTINGS.seatMemoryMs);
      assert.equal(directory.stats().idle, 0);
      assert.equal(clock.pending, 0);
    }
    const c = connection();
    assert.deepEqual(c.join("ala").log.map(({ kind }) => kind), ["joined"]);
    const late = connection();
    assert.notEqual(late.join("ala", { seat }).self, self);
    for (const person of [c, late]) person.ask("room:leave", { mayReturn: false });
  }
});

Deno.test("a full server forgets the room that is idle longest for a new one", () => {
  const { directory, clock, connection } = startDirectory({ roomsLimit: 2 });
  for (const name of ["one", "two"]) {
    const a = connection();
    a.join(name);
    a.drop();
    clock.pass(SETTINGS.seatGraceMs);
  }
  connection().join("three");
  assert.equal(directory.find("one"), undefined);
  assert.ok(directory.find("two"));
  assert.deepEqual([directory.stats().rooms, directory.stats().idle], [1, 1]);
});
