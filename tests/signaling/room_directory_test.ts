// Joining, leaving, coming back: the room directory and its handlers, without sockets.
import assert from "node:assert/strict";
import { MEDIA_OFF } from "./values.ts";
import { SETTINGS, startDirectory } from "./room_directory_kit.ts";

const SHARING = { ...MEDIA_OFF, screen: true };

Deno.test("room:join answers the room as it is, and tells the others but not the newcomer", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  const first = a.join("ala", { name: "A" });
  assert.deepEqual(a.heard, []);
  const second = b.join("ala", { name: "B", media: SHARING });
  assert.deepEqual(second.state.members.map(({ name }) => name), ["A", "B"]);
  assert.equal(second.state.version, first.state.version + 1);
  assert.deepEqual(second.log.map(({ kind, from }) => [kind, from.name]), [
    ["joined", "A"],
    ["joined", "B"],
  ]);
  assert.deepEqual(b.heard, []);
  assert.deepEqual(a.heard.map(({ event }) => event), ["room:state", "chat:line"]);
  assert.deepEqual(a.take("room:state"), [second.state]);
  assert.deepEqual(second.ice, [{ urls: [...SETTINGS.stunUrls] }]);
});

Deno.test("room:leave for good frees the place, tells once, and ends the seat", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { self, seat } = b.join("ala", { media: SHARING });
  a.takeNames();
  assert.deepEqual(b.ask("room:leave", { mayReturn: false }), {});
  assert.deepEqual(a.heard.map(({ event }) => event), ["room:state", "chat:line"]);
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["left"]);
  assert.deepEqual(b.heard, []);
  assert.notEqual(b.join("ala", { seat }).self, self);
  b.drop();
});

Deno.test("a lost socket makes its member away; coming back in time says nothing in the chat", () => {
  const { clock, connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { self, seat, state } = b.join("ala", { name: "B" });
  a.takeNames();
  b.drop();
  assert.deepEqual(a.take("room:state").map(({ members }) => members[1]?.away), [true]);
  clock.pass(SETTINGS.seatGraceMs - 1);
  const back = connection().join("ala", { name: "B", seat, fresh: false });
  assert.equal(back.self, self);
  assert.deepEqual(back.state.members, state.members);
  assert.deepEqual(a.takeNames(), ["room:state"]);
});

Deno.test("a new page of the same person has the next epoch, the same page the same", () => {
  const { connection } = startDirectory();
  const { seat, self } = connection().join("ala");
  const reloaded = connection().join("ala", { seat, fresh: true });
  assert.deepEqual([reloaded.self, reloaded.state.members[0]?.epoch], [self, 2]);
  const same = connection().join("ala", { seat: reloaded.seat, fresh: false });
  assert.deepEqual([same.self, same.state.members[0]?.epoch], [self, 2]);
});

Deno.test("who stays away for too long has left, and comes back as the same to the same place", () => {
  const { clock, connection } = startDirectory();
  const [a, b, c] = [connection(), connection(), connection()];
  a.join("ala");
  const { seat, self } = b.join("ala");
  const { state } = c.join("ala");
  b.drop();
  a.takeNames();
  clock.pass(SETTINGS.seatGraceMs);
  assert.deepEqual(a.takeNames(), ["room:state", "chat:line"]);
  clock.pass(SETTINGS.seatMemoryMs - 1);
  const back = connection().join("ala", { seat, fresh: false });
  assert.equal(back.self, self);
  assert.deepEqual(back.state.members.map(({ id }) => id), state.members.map(({ id }) => id));
  assert.equal(back.state.members[1]?.epoch, 2, "the others have closed their connections to it");
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["joined"]);
});

Deno.test("who comes too late for that is somebody new", () => {
  const { clock, connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { seat, self } = b.join("ala");
  b.drop();
  clock.pass(SETTINGS.seatGraceMs + SETTINGS.seatMemoryMs);
  assert.notEqual(connection().join("ala", { seat }).self, self);
});

Deno.test("who was gone needs a free place", () => {
  const { clock, connection } = startDirectory({ roomLimit: 2 });
  const [a, b, c] = [connection(), connection(), connection()];
  a.join("ala");
  const { seat } = b.join("ala");
  b.drop();
  clock.pass(SETTINGS.seatGraceMs);
  c.join("ala");
  const wish = { room: "ala", name: "B", media: MEDIA_OFF, fresh: true, seat };
  assert.equal(connection().ask("room:join", wish), "room-full");
});

Deno.test("a page that says it is closing is waited for, but not for long", () => {
  const { clock, connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { seat, self } = b.join("ala");
  b.ask("room:leave", { mayReturn: true });
  b.drop();
  clock.pass(SETTINGS.reloadGraceMs - 1);
  const c = connection();
  assert.equal(c.join("ala", { seat }).self, self);
  a.takeNames();
  c.ask("room:leave", { mayReturn: true });
  clock.pass(SETTINGS.reloadGraceMs);
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["left"]);
});

Deno.test("the newest socket wins a seat; the older one is sent off and is in no room", () => {
  const { connection } = startDirectory();
  const [a, older, newer] = [connection(), connection(), connection()];
  const { self: witness } = a.join("ala");
  const { seat, self } = older.join("ala");
  a.takeNames();
  assert.equal(newer.join("ala", { seat }).self, self);
  assert.deepEqual(older.takeNames(), ["member:replaced"]);
  assert.deepEqual(a.take("chat:line"), []);
  assert.equal(older.ask("chat:send", { id: "x", text: "x" }), "not-in-room");
  assert.equal(older.ask("member:media", SHARING), "not-in-room");
  older.drop();
  a.takeNames();
  assert.deepEqual(a.ask("peer:offer", { to: self, toEpoch: 2, seq: 1, ack: 0, sdp: "x" }), {});
  assert.deepEqual(newer.take("peer:offer"), [{
    from: witness,
    fromEpoch: 1,
    seq: 1,
    ack: 0,
    sdp: "x",
  }]);
});

Deno.test("a seat opens nothing in another room", () => {
  const { connection } = startDirectory();
  const { seat, self } = connection().join("ala");
  connection().join("too");
  const other = connection().join("too", { seat });
  assert.notEqual(other.self, self);
  assert.ok(other.state.members.every(({ id }) => id !== self));
});

Deno.test("joining again on the same socket with the same seat changes nothing for the others", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { seat, self, state } = b.join("ala");
  a.takeNames();
  const again = b.join("ala", { seat, fresh: false });
  assert.deepEqual([again.self, again.state.version], [self, state.version]);
  assert.notEqual(again.seat, seat);
  assert.deepEqual([a.heard, b.heard], [[], []]);
});

Deno.test("joining another room leaves the first one", () => {
  const { directory, connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  a.join("ala");
  b.join("ala");
  a.takeNames();
  b.join("too");
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["left"]);
  a.join("too");
  assert.equal(directory.stats().rooms, 1);
});

Deno.test("joining the same room without a seat is leaving and joining, even when it is full", () => {
  const { connection } = startDirectory({ roomLimit: 2 });
  const [a, b] = [connection(), connection()];
  a.join("ala");
  const { self } = b.join("ala");
  const again = b.join("ala");
  assert.notEqual(again.self, self);
  assert.equal(again.state.members.length, 2);
});

Deno.test("a clock that is set back does not keep a seat for longer", () => {
  const { directory, clock, connection } = startDirectory();
  const a = connection();
  a.join("ala");
  a.drop();
  const now = clock.now.bind(clock);
  clock.now = () => now() - 3_600_000;
  clock.pass(SETTINGS.seatGraceMs);
  assert.equal(directory.stats().away, 0);
});
