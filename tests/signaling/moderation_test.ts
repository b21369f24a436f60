// What is done to one person: rights, microphone, screen, hand, messages; and who does it while no host is there.
import assert from "node:assert/strict";
import { ALL_RIGHTS, RIGHTS, type Rights } from "@/protocol/rights.ts";
import { NEW_ACCESS } from "@/signaling/room/room_access.ts";
import { readAccess } from "@/signaling/access/access_schema.ts";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { enterAs, type OwnedRoom, startOwnedRoom } from "./access/access_kit.ts";
import { startDirectory } from "./room_directory_kit.ts";
import { MEDIA_OFF } from "./values.ts";

const ALL_ON = { mic: true, camera: true, screen: true, screenAudio: true };
const LOCKED = { locked: true, rights: ALL_RIGHTS };
const wish = (room: string) => ({ room, name: "X", media: MEDIA_OFF, fresh: true });

const memberIn = (owned: OwnedRoom, id: string) =>
  owned.directory.find(owned.room)?.members.find((member) => member.id === id);

Deno.test("a right is taken from one person alone: at once, at every event, by a reload and a long absence", () => {
  const owned = startOwnedRoom();
  const { host, room, clock } = owned;
  const { connection, joined } = owned.enter("Loud", { media: ALL_ON });
  const { self } = joined;
  const other = owned.enter("Other", { media: ALL_ON });
  host.heard.length = 0;
  const rights = Object.fromEntries(RIGHTS.map((right) => [right, false])) as Rights;
  assert.deepEqual(host.ask("member:rights", { id: self, rights }), {});
  const lines = host.take("chat:line").flatMap((line) =>
    line.kind === "forbade" ? [[line.right, line.of?.id]] : []
  );
  assert.deepEqual(lines, RIGHTS.map((right) => [right, self]));
  assert.deepEqual(memberIn(owned, self)?.media, { ...MEDIA_OFF, mic: true });
  assert.deepEqual(memberIn(owned, other.joined.self)?.media, ALL_ON);
  const isHeldBack = (who: typeof connection) => {
    who.ask("member:media", MEDIA_OFF);
    for (const flag of ["mic", "camera", "screen"]) {
      assert.equal(who.ask("member:media", { ...MEDIA_OFF, [flag]: true }), "not-allowed", flag);
    }
    assert.equal(who.ask("chat:send", { id: "a", text: "a" }), "not-allowed");
    assert.equal(who.ask("member:record", { on: true }), "not-allowed");
    assert.equal(
      who.ask("chat:react", { id: "b", target: "a", reaction: "up", on: true }),
      "not-allowed",
    );
  };
  isHeldBack(connection);
  assert.ok(typeof other.connection.ask("chat:send", { id: "c", text: "c" }) === "object");
  const reloaded = owned.connection();
  const again = reloaded.join(room, { seat: joined.seat, media: ALL_ON });
  assert.deepEqual(memberIn(owned, self)?.media, MEDIA_OFF);
  isHeldBack(reloaded);
  reloaded.drop();
  clock.pass(60_000);
  assert.equal(memberIn(owned, self), undefined);
  const late = owned.connection();
  late.join(room, { seat: again.seat, media: ALL_ON });
  assert.deepEqual(memberIn(owned, self)?.media, MEDIA_OFF);
  isHeldBack(late);
});

Deno.test("one person may what all others may not; without rights of their own they are as all", () => {
  const owned = startOwnedRoom();
  const { host } = owned;
  const { connection, joined: { self } } = owned.enter("Speaker");
  host.ask("room:rules", { locked: false, rights: { ...ALL_RIGHTS, camera: false, chat: false } });
  assert.equal(connection.ask("member:media", { ...MEDIA_OFF, camera: true }), "not-allowed");
  host.ask("member:rights", { id: self, rights: { camera: true, chat: true } });
  assert.deepEqual(connection.ask("member:media", { ...MEDIA_OFF, camera: true }), {});
  assert.ok(typeof connection.ask("chat:send", { id: "a", text: "a" }) === "object");
  host.ask("room:rules", { locked: true, rights: { ...ALL_RIGHTS, camera: false, chat: false } });
  assert.equal(memberIn(owned, self)?.media.camera, true, "another rule changes nothing for them");
  host.ask("member:rights", { id: self, rights: {} });
  assert.equal(memberIn(owned, self)?.media.camera, false);
  assert.equal("rights" in (memberIn(owned, self) ?? {}), false);
});

Deno.test("rights of one person outlive a restart by what the server kept, not by an older snapshot", () => {
  const storage = new MemoryStorage({}, { isDurable: true });
  const owned = startOwnedRoom({}, { storage });
  const { host, room, clock } = owned;
  const { connection, joined: { self, seat, state: { copy } } } = owned.enter("Loud");
  assert.ok(typeof connection.ask("chat:send", { id: "a", text: "a" }) === "object");
  host.ask("member:rights", { id: self, rights: { chat: false } });
  owned.directory.close();
  const later = startDirectory({ roomLimit: 8 }, { clock, storage });
  const back = later.connection();
  const joined = back.join(room, { seat, copy });
  assert.equal(joined.self, self, "the copy is taken");
  assert.equal(back.ask("chat:send", { id: "b", text: "b" }), "not-allowed");
});

Deno.test("no right is taken from a host, nor by a guest", () => {
  const owned = startOwnedRoom();
  const { host, hostId } = owned;
  const guest = owned.enter("Guest");
  const heir = enterAs(owned, "host").joined.self;
  for (const id of [hostId, heir]) {
    assert.equal(host.ask("member:rights", { id, rights: { chat: false } }), "not-allowed");
    assert.equal(host.ask("member:unshare", { id }), "not-allowed");
  }
  const { self: id } = guest.joined;
  assert.equal(
    guest.connection.ask("member:rights", { id, rights: { chat: true } }),
    "not-allowed",
  );
});

Deno.test("asked to speak, one hears it and may; nothing is switched on", () => {
  const owned = startOwnedRoom();
  const { host } = owned;
  const { connection, joined: { self } } = owned.enter("Shy");
  host.ask("room:rules", { locked: false, rights: { ...ALL_RIGHTS, mic: false } });
  connection.heard.length = 0;
  assert.deepEqual(host.ask("member:unmute", { id: self }), {});
  assert.equal(connection.heard.at(-1)?.event, "member:unmute");
  assert.equal(memberIn(owned, self)?.media.mic, false);
  assert.deepEqual(connection.ask("member:media", { ...MEDIA_OFF, mic: true }), {});
  assert.equal(host.ask("member:unmute", { id: "nobody" }), "no-such-member");
});

Deno.test("a shared screen is stopped, a hand or all are lowered, by the server's word", () => {
  const owned = startOwnedRoom();
  const { host } = owned;
  const one = owned.enter("One", { media: ALL_ON });
  const two = owned.enter("Two");
  const { self: id } = one.joined;
  one.connection.heard.length = 0;
  assert.deepEqual(host.ask("member:unshare", { id }), {});
  assert.deepEqual(one.connection.takeNames().slice(0, 2), ["member:unshare", "room:state"]);
  assert.deepEqual(memberIn(owned, id)?.media, { ...ALL_ON, screen: false, screenAudio: false });
  for (const each of [one, two]) each.connection.ask("member:hand", { up: true });
  host.ask("member:lower", { id });
  const hands = () => [one, two].map((each) => memberIn(owned, each.joined.self)?.hand !== null);
  assert.deepEqual(hands(), [false, true]);
  one.connection.ask("member:hand", { up: true });
  host.ask("member:lower", { id: null });
  assert.deepEqual(hands(), [false, false]);
});

Deno.test("a host takes a message of anybody's away, others only their own", () => {
  const owned = startOwnedRoom();
  const [one, two] = [owned.enter("One"), owned.enter("Two")];
  one.connection.ask("chat:send", { id: "a", text: "spam" });
  const taken = { id: "b", target: "a" };
  assert.equal(two.connection.ask("chat:delete", taken), "no-such-line");
  assert.equal(owned.host.ask("chat:edit", { ...taken, text: "other words" }), "no-such-line");
  assert.ok(typeof owned.host.ask("chat:delete", taken) === "object");
  const log = owned.connection().join(owned.room).log;
  assert.ok(!JSON.stringify(log).includes("spam"));
});

Deno.test("a deputy keeps order while no host is there, and only then; hosts they cannot touch", () => {
  const owned = startOwnedRoom();
  const { host, room, key } = owned;
  const deputy = enterAs(owned, "deputy");
  const first = enterAs(owned, "member");
  const target = owned.enter("Target").joined.self;
  const heir = enterAs(owned, "host");
  heir.connection.drop(); // away, but a host
  host.ask("room:rules", LOCKED);
  const acts = () => [
    deputy.connection.ask("member:mute", { id: target }),
    deputy.connection.ask("member:rights", { id: target, rights: { chat: false } }),
    deputy.connection.ask("admission:answer", { id: null, admit: true }),
  ];
  const no = Array(3).fill("not-allowed");
  assert.deepEqual(acts(), no);
  host.ask("room:leave", { mayReturn: false });
  const stranger = owned.connection();
  assert.equal(stranger.ask("room:join", wish(room)), "waiting");
  assert.deepEqual(stranger.take("admission:pending"), [{ reason: "locked", attended: true }]);
  assert.equal(
    first.connection.ask("admission:answer", { id: null, admit: true }),
    "not-allowed",
    "the deputy is named for it",
  );
  assert.deepEqual(acts(), [{}, {}, {}]);
  stranger.join(room);
  for (const event of ["member:remove", "member:unshare"] as const) {
    assert.equal(deputy.connection.ask(event, { id: heir.joined.self }), "not-allowed");
  }
  assert.equal(deputy.connection.ask("room:end", {}), "not-allowed");
  assert.equal(deputy.connection.ask("member:role", { id: target, role: "host" }), "not-allowed");
  assert.deepEqual(deputy.connection.ask("member:remove", { id: target }), {});
  owned.connection().join(room, { host: key });
  assert.equal(deputy.connection.ask("member:mute", { id: null }), "not-allowed");
});

Deno.test("a deputy is one again on another day, by the key, in a locked room and after a restart", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  const { connection } = enterAs(owned, "deputy");
  const [{ key } = { key: "" }] = connection.take("host:key");
  assert.ok(key);
  host.ask("room:rules", LOCKED);
  const record = JSON.parse(JSON.stringify(owned.directory.admission.accessStore.of(room)));
  assert.ok(!JSON.stringify(record).includes(key));
  const later = startDirectory({ roomLimit: 8 });
  const kept = readAccess(record);
  later.directory.admission.accessStore.keep(room, kept);
  const again = later.connection();
  const joined = again.join(room, { host: key });
  assert.deepEqual([joined.state.members[0]?.role, joined.host], ["deputy", true]);
  const stranger = later.connection();
  assert.equal(stranger.ask("room:join", wish(room)), "waiting");
  assert.deepEqual(again.ask("admission:answer", { id: null, admit: true }), {});
  stranger.join(room);
});

Deno.test("named beforehand by an invitation, a deputy has a key of their own", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  host.ask("room:rules", LOCKED);
  const made = host.ask("invite:make", { role: "deputy", hours: 1, uses: 1 });
  assert.ok(typeof made === "object");
  const invited = owned.connection();
  invited.join(room, { invite: made.token });
  const [{ key } = { key: "" }] = invited.take("host:key");
  invited.ask("room:leave", { mayReturn: false });
  assert.equal(owned.connection().join(room, { host: key }).state.members.at(-1)?.role, "deputy");
});

Deno.test("who is a deputy no more, or was removed, has a key that is worth nothing", () => {
  for (const end of ["guest", "removed"] as const) {
    const owned = startOwnedRoom();
    const { host, room } = owned;
    const { connection, joined: { self: id } } = enterAs(owned, "deputy");
    const [{ key } = { key: "" }] = connection.take("host:key");
    host.ask("room:rules", LOCKED);
    if (end === "guest") host.ask("member:role", { id, role: "guest" });
    else host.ask("member:remove", { id });
    assert.equal(owned.connection().ask("room:join", { ...wish(room), host: key }), "waiting");
  }
});

Deno.test("when a host ended the call, a deputy waits like others", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  const { connection } = enterAs(owned, "deputy");
  const [{ key } = { key: "" }] = connection.take("host:key");
  host.ask("room:end", {});
  assert.equal(owned.connection().ask("room:join", { ...wish(room), host: key }), "waiting");
});

Deno.test("a record of an older program has no deputies, and is read", () => {
  const { deputies: _, ...old } = NEW_ACCESS;
  assert.deepEqual(readAccess(old), NEW_ACCESS);
});
