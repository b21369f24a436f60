// Rooms that belong to somebody: hosts, admission, rights, removal, and what outlives everybody.
import assert from "node:assert/strict";
import { ALL_RIGHTS } from "@/protocol/rights.ts";
import { MEDIA_OFF } from "../values.ts";
import { enterAs, newRoom, startOwnedRoom } from "./access_kit.ts";
import { startDirectory } from "../room_directory_kit.ts";

const RULES = { locked: false, rights: ALL_RIGHTS };
const LOCKED = { ...RULES, locked: true };
const wish = (room: string) => ({ room, name: "X", media: MEDIA_OFF, fresh: true });

Deno.test("an open room has no host and no rules, whatever key is shown", () => {
  const { connection } = startDirectory();
  const { state } = connection().join("room1", { host: newRoom().key });
  assert.equal(state.rules, null);
  assert.deepEqual(state.members.map(({ role }) => role), ["guest"]);
});

Deno.test("the key of the room's name makes a host, another one does not, nor does being first", () => {
  const { connection } = startDirectory();
  const { room, key } = newRoom();
  const roleWith = (host?: string) =>
    connection().join(room, host === undefined ? {} : { host }).state.members.at(-1)?.role;
  assert.deepEqual([roleWith(), roleWith(newRoom().key), roleWith(key)], [
    "guest",
    "guest",
    "host",
  ]);
});

Deno.test("into a locked room one is let by its host, and hears nothing of it before", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  host.ask("room:rules", LOCKED);
  host.take("room:state");
  const stranger = owned.connection();
  assert.equal(stranger.ask("room:join", wish(room)), "waiting");
  assert.deepEqual(stranger.ask("room:watch", { room }), { count: null, limit: 8, title: null });
  stranger.ask("room:join", wish(room));
  host.ask("chat:send", { id: "a", text: "a secret" });
  host.ask("member:media", { ...MEDIA_OFF, mic: true });
  const wait = { reason: "locked", attended: true };
  assert.deepEqual(stranger.take("admission:pending"), [wait, wait], "once for each join");
  assert.deepEqual(stranger.heard, []);
  const [first] = host.take("admission:waiting");
  assert.deepEqual(first?.waiting.map(({ name, suspect }) => [name, suspect]), [["X", false]]);
  const id = first?.waiting[0]?.id ?? "";
  assert.deepEqual(host.ask("admission:answer", { id, admit: true }), {});
  assert.deepEqual(stranger.takeNames(), ["admission:answer"]);
  stranger.join(room);
  assert.deepEqual(host.take("admission:waiting").at(-1)?.waiting, []);
});

Deno.test("who asks to be let into another room waits no more for the first one", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  const other = newRoom();
  const otherHost = owned.connection();
  otherHost.join(other.room, { host: other.key });
  for (const connection of [host, otherHost]) connection.ask("room:rules", LOCKED);
  const stranger = owned.connection();
  assert.equal(stranger.ask("room:join", wish(room)), "waiting");
  assert.equal(host.take("admission:waiting").at(-1)?.waiting.length, 1);
  assert.equal(stranger.ask("room:join", wish(other.room)), "waiting");
  assert.deepEqual(host.take("admission:waiting").at(-1)?.waiting, []);
  assert.equal(otherHost.take("admission:waiting").at(-1)?.waiting.length, 1);
});

Deno.test("who is refused stays out, and unlocking a room admits everybody who waits", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  host.ask("room:rules", LOCKED);
  const people = [owned.connection(), owned.connection(), owned.connection()];
  for (const each of people) assert.equal(each.ask("room:join", wish(room)), "waiting");
  const [refused, ...others] = people;
  const id = host.take("admission:waiting").at(-1)?.waiting[0]?.id ?? "";
  host.ask("admission:answer", { id, admit: false });
  assert.deepEqual(refused?.take("admission:answer"), [{ admitted: false }]);
  assert.equal(refused?.ask("room:join", wish(room)), "waiting");
  refused?.drop();
  host.ask("room:rules", RULES);
  for (const each of others) {
    assert.deepEqual(each.take("admission:answer"), [{ admitted: true }]);
    each.join(room);
  }
});

Deno.test("when the last host is gone, the named member who is there longest admits others", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  const guest = enterAs(owned, "guest");
  const first = enterAs(owned, "member");
  const second = enterAs(owned, "member");
  host.ask("room:rules", LOCKED);
  const stranger = owned.connection();
  assert.equal(stranger.ask("room:join", wish(room)), "waiting");
  const admit = { id: null, admit: true };
  assert.equal(first.connection.ask("admission:answer", admit), "not-allowed");
  host.ask("room:leave", { mayReturn: false });
  assert.equal(first.connection.take("admission:waiting").at(-1)?.waiting.length, 1);
  for (const other of [guest, second]) {
    assert.deepEqual(other.connection.take("admission:waiting"), []);
    assert.equal(other.connection.ask("admission:answer", admit), "not-allowed");
  }
  assert.deepEqual(first.connection.ask("admission:answer", admit), {});
  stranger.join(room);
  first.connection.ask("room:leave", { mayReturn: false });
  assert.equal(owned.connection().ask("room:join", wish(room)), "waiting");
  assert.equal(second.connection.take("admission:waiting").at(-1)?.waiting.length, 1);
});

Deno.test("a removed member is out at once, for good, and their address has to be let in", () => {
  const owned = startOwnedRoom();
  const { host, directory, room } = owned;
  const sink = { notify: () => {}, heardAt: () => 0, drop: () => {} };
  const { connection, joined: { self, seat } } = owned.enter("Removed");
  Object.assign(connection.sender, { address: directory.enter(sink, "203.0.113.7").address });
  host.heard.length = 0;
  assert.deepEqual(host.ask("member:remove", { id: self }), {});
  assert.equal(connection.takeNames().at(-1), "member:removed");
  assert.deepEqual(host.takeNames(), ["room:state", "chat:line"]);
  assert.equal(connection.ask("chat:send", { id: "x", text: "x" }), "not-in-room");
  assert.equal(connection.ask("room:join", { ...wish(room), seat }), "removed");
  assert.equal(owned.connection().ask("room:join", { ...wish(room), seat }), "removed");
  const again = owned.connection();
  Object.assign(again.sender, { address: connection.sender.address });
  assert.equal(again.ask("room:join", wish(room)), "waiting");
  assert.equal(host.take("admission:waiting").at(-1)?.waiting[0]?.suspect, true);
  owned.enter("from elsewhere");
});

Deno.test("a right that is taken away is gone at once and for every event, but not for hosts", () => {
  const owned = startOwnedRoom();
  const { host, hostId } = owned;
  const all = { mic: true, camera: true, screen: true, screenAudio: true };
  const { connection, joined: { self } } = owned.enter("Loud", { media: all });
  host.ask("member:media", all);
  host.take("room:state");
  const rights = {
    mic: false,
    camera: false,
    screen: false,
    chat: false,
    files: false,
    record: false,
  };
  host.ask("room:rules", { locked: false, rights });
  const state = host.take("room:state").at(-1);
  const mediaOf = (id: string) => state?.members.find((member) => member.id === id)?.media;
  assert.deepEqual(mediaOf(self), { ...MEDIA_OFF, mic: true }, "who speaks is not cut off");
  assert.deepEqual(mediaOf(hostId), all);
  assert.deepEqual(connection.ask("member:media", MEDIA_OFF), {});
  for (const flag of ["mic", "camera", "screen", "screenAudio"]) {
    assert.equal(
      connection.ask("member:media", { ...MEDIA_OFF, [flag]: true }),
      "not-allowed",
      flag,
    );
  }
  assert.equal(connection.ask("chat:send", { id: "a", text: "a" }), "not-allowed");
  assert.ok(typeof host.ask("chat:send", { id: "b", text: "b" }) === "object");
  const late = owned.enter("Late", { media: all }).joined;
  assert.deepEqual(late.state.members.at(-1)?.media, MEDIA_OFF);
});

Deno.test("a new host has a key of their own; who steps down has none any more", () => {
  const owned = startOwnedRoom();
  const { host, room, key, hostId } = owned;
  assert.equal(
    host.ask("member:role", { id: hostId, role: "guest" }),
    "not-allowed",
    "the last one",
  );
  const heir = enterAs(owned, "host");
  const [{ key: own } = { key: "" }] = heir.connection.take("host:key");
  assert.deepEqual(host.take("host:key"), []);
  assert.equal(heir.connection.ask("member:role", { id: hostId, role: "guest" }), "not-allowed");
  assert.deepEqual(host.ask("member:role", { id: hostId, role: "guest" }), {});
  assert.equal(host.ask("room:rules", LOCKED), "not-allowed");
  const roleWith = (host: string) =>
    owned.connection().join(room, { host }).state.members.at(-1)?.role;
  assert.deepEqual([roleWith(key), roleWith(own)], ["guest", "host"]);
});

Deno.test("what hosts decided holds when everybody has gone, and a host's end keeps all out", () => {
  const owned = startOwnedRoom();
  const { host, room, key } = owned;
  const guest = owned.enter("Guest").connection;
  host.ask("room:rules", LOCKED);
  assert.deepEqual(host.ask("room:end", {}), {});
  for (const each of [host, guest]) assert.equal(each.takeNames().at(-1), "room:ended");
  assert.equal(owned.directory.stats().rooms, 0);
  assert.equal(guest.ask("room:join", wish(room)), "waiting");
  const { state } = host.join(room, { host: key });
  assert.equal(state.rules?.locked, true);
  host.ask("room:rules", RULES);
  assert.deepEqual(guest.take("admission:answer"), [{ admitted: true }]);
  guest.join(room);
});

Deno.test("a request for silence reaches whom it concerns, and switches nobody on", () => {
  const owned = startOwnedRoom();
  const { host } = owned;
  const [one, two] = [owned.enter("One"), owned.enter("Two")];
  for (const each of [one, two]) each.connection.heard.length = 0;
  assert.deepEqual(host.ask("member:mute", { id: one.joined.self }), {});
  assert.equal(one.connection.take("member:muted")[0]?.by.name, "Host");
  assert.deepEqual(two.connection.take("member:muted"), []);
  host.ask("member:mute", { id: null });
  for (const each of [one, two]) assert.equal(each.connection.take("member:muted").length, 1);
  assert.deepEqual(host.take("member:muted"), []);
});
