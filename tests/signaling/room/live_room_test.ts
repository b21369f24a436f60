// An open room from outside: what its readers are given can be read, and not written.
import assert from "node:assert/strict";
import { type LiveRoom, membershipOf } from "@/signaling/room/live_room.ts";
import { memberOf } from "@/signaling/room/room.ts";
import { startDirectory } from "../room_directory_kit.ts";

/** Never called: each line is an error of types, and it is an error if one is none. */
export function writes(room: LiveRoom, other: LiveRoom): void {
  // @ts-expect-error: only the room writes its seats
  room.seats = other.seats;
  // @ts-expect-error: only the room writes its members
  room.members = [];
  // @ts-expect-error: nobody writes into the members
  room.members.push(...other.members);
  // @ts-expect-error: only the room writes its access rules
  room.access = null;
  // @ts-expect-error: only the room writes its values
  room.values.log = other.log;
  // @ts-expect-error: only the room attaches connections
  room.connections.clear();
}

function start() {
  const { directory, connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  const { self } = a.join("ala");
  const other = b.join("ala").self;
  const room = directory.find("ala");
  assert.ok(room !== undefined);
  a.takeNames();
  b.takeNames();
  return { directory, room, a, b, self, other };
}

Deno.test("what was read of a room's values does not change the room", () => {
  const { room } = start();
  const values = room.values;
  Object.assign(values, { seats: [], log: null });
  assert.deepEqual([room.seats.length, room.log === null], [2, false]);
});

Deno.test("who is attached is a member, and who is detached is away and keeps the seat", () => {
  const { room, a, b, other } = start();
  const { room: where, member } = membershipOf(b.sender) ?? {};
  assert.deepEqual([where, member], [room, other]);
  room.detach(other, { graceMs: 1_000 });
  assert.equal(membershipOf(b.sender), null);
  assert.deepEqual([memberOf(room, other)?.away, room.seats.length], [true, 2]);
  assert.deepEqual(a.takeNames(), ["room:state"]);
});

Deno.test("notify() reaches one member, and says whether there is a connection", () => {
  const { room, a, b, self, other } = start();
  assert.equal(room.notify(other, "member:muted", { by: { id: self, name: "A" } }), true);
  assert.deepEqual([a.takeNames(), b.takeNames()], [[], ["member:muted"]]);
  room.leave(other);
  assert.equal(room.notify(other, "member:muted", { by: { id: self, name: "A" } }), false);
});

Deno.test("end() sends everybody off, and the directory forgets the room", () => {
  const { directory, room, a, b } = start();
  room.end(null);
  assert.deepEqual([a.take("room:ended"), b.take("room:ended")], [[{ by: null }], [{ by: null }]]);
  assert.equal(directory.find("ala"), undefined);
  assert.ok(room.isVacant);
  assert.equal(directory.stats().members, 0);
});
