// What is done to one person: rights, microphone, screen, hand, messages; and who does it while no host is there.
import assert from "node:assert/strict";
import { ALL_RIGHTS, RIGHTS } from "@/protocol/roles.ts";
import { NEW_ACCESS } from "@/signaling/room/room_access.ts";
import { readAccess } from "@/signaling/access/access_schema.ts";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { enterAs, type House, startHouse } from "./access/access_kit.ts";
import { startDirectory } from "./room_directory_kit.ts";
import { MEDIA_OFF } from "./values.ts";

const ALL_ON = { mic: true, camera: true, screen: true, screenAudio: true };
const LOCKED = { locked: true, rights: ALL_RIGHTS };
const wish = (room: string) => ({ room, name: "X", media: MEDIA_OFF, fresh: true });

const memberIn = (house: House, id: string) =>
  house.directory.find(house.room)?.members.find((member) => member.id === id);

Deno.test("a right is taken from one person alone: at once, at every event, by a reload and a long absence", () => {
  const house = startHouse();
  const { host, room, clock } = house;
  const { visitor: connection, joined } = house.enter("Loud", { media: ALL_ON });
  const { self } = joined;
  const other = house.enter("Other", { media: ALL_ON });
  host.heard.length = 0;
  const rights = { mic: false, camera: false, screen: false, chat: false };
  assert.deepEqual(host.ask("member:rights", { id: self, rights }), {});
  const lines = host.take("chat:line").flatMap((line) =>
    line.kind === "forbade" ? [[line.right, line.of?.id]] : []
  );
  assert.deepEqual(lines, RIGHTS.map((right) => [right, self]));
  assert.deepEqual(memberIn(house, self)?.media, { ...MEDIA_OFF, mic: true });
  assert.deepEqual(memberIn(house, other.joined.self)?.media, ALL_ON);
  const isHeldBack = (who: typeof connection) => {
    who.ask("member:media", MEDIA_OFF);
    for (const flag of ["mic", "camera", "screen"]) {
      assert.equal(who.ask("member:media", { ...MEDIA_OFF, [flag]: true }), "not-allowed", flag);
    }
    assert.equal(who.ask("chat:send", { id: "a", text: "a" }), "not-allowed");
    assert.equal(
      who.ask("chat:react", { id: "b", target: "a", reaction: "up", on: true }),
      "not-allowed",
    );
  };
  isHeldBack(connection);
  assert.ok(typeof other.visitor.ask("chat:send", { id: "c", text: "c" }) === "object");
  const reloaded = house.visitor();
  const again = reloaded.join(room, { seat: joined.seat, media: ALL_ON });
  assert.deepEqual(memberIn(house, self)?.media, MEDIA_OFF);
  isHeldBack(reloaded);
  reloaded.drop();
  clock.pass(60_000);
  assert.equal(memberIn(house, self), undefined);
  const late = house.visitor();
  late.join(room, { seat: again.seat, media: ALL_ON });
  assert.deepEqual(memberIn(house, self)?.media, MEDIA_OFF);
  isHeldBack(late);
});

Deno.test("one person may what all others may not; without rights of their own they are as all", () => {
  const house = startHouse();
  const { host } = house;
  const { visitor: connection, joined: { self } } = house.enter("Speaker");
  host.ask("room:rules", { locked: false, rights: { ...ALL_RIGHTS, camera: false, chat: false } });
  assert.equal(connection.ask("member:media", { ...MEDIA_OFF, camera: true }), "not-allowed");
  host.ask("member:rights", { id: self, rights: { camera: true, chat: true } });
  assert.deepEqual(connection.ask("member:media", { ...MEDIA_OFF, camera: true }), {});
  assert.ok(typeof connection.ask("chat:send", { id: "a", text: "a" }) === "object");
  host.ask("room:rules", { locked: true, rights: { ...ALL_RIGHTS, camera: false, chat: false } });
  assert.equal(memberIn(house, self)?.media.camera, true, "another rule changes nothing for them");
  host.ask("member:rights", { id: self, rights: {} });
  assert.equal(memberIn(house, self)?.media.camera, false);
  assert.equal("rights" in (memberIn(house, self) ?? {}), false);
});

Deno.test("rights of one person outlive a restart by what the server kept, not by an older snapshot", () => {
  const storage = new MemoryStorage({}, { isDurable: true });
  const house = startHouse({}, { storage });
  const { host, room, clock } = house;
  const { visitor: connection, joined: { self, seat, state: { copy } } } = house.enter("Loud");
  assert.ok(typeof connection.ask("chat:send", { id: "a", text: "a" }) === "object");
  host.ask("member:rights", { id: self, rights: { chat: false } });
  house.directory.close();
  const later = startDirectory({ roomLimit: 8 }, { clock, storage });
  const back = later.visitor();
  const joined = back.join(room, { seat, copy });
  assert.equal(joined.self, self, "the copy is taken");
  assert.equal(back.ask("chat:send", { id: "b", text: "b" }), "not-allowed");
});

Deno.test("no right is taken from a host, nor by a guest", () => {
  const house = startHouse();
  const { host, hostId } = house;
  const guest = house.enter("Guest");
  const heir = enterAs(house, "host").joined.self;
  for (const id of [hostId, heir]) {
    assert.equal(host.ask("member:rights", { id, rights: { chat: false } }), "not-allowed");
    assert.equal(host.ask("member:unshare", { id }), "not-allowed");
  }
  const { self: id } = guest.joined;
  assert.equal(guest.visitor.ask("member:rights", { id, rights: { chat: true } }), "not-allowed");
});

Deno.test("asked to speak, one hears it and may; nothing is switched on", () => {
  const house = startHouse();
  const { host } = house;
  const { visitor: connection, joined: { self } } = house.enter("Shy");
  host.ask("room:rules", { locked: false, rights: { ...ALL_RIGHTS, mic: false } });
  connection.heard.length = 0;
  assert.deepEqual(host.ask("member:unmute", { id: self }), {});
  assert.equal(connection.heard.at(-1)?.event, "member:unmute");
  assert.equal(memberIn(house, self)?.media.mic, false);
  assert.deepEqual(connection.ask("member:media", { ...MEDIA_OFF, mic: true }), {});
  assert.equal(host.ask("member:unmute", { id: "nobody" }), "no-such-member");
});

Deno.test("a shared screen is stopped, a hand or all are lowered, by the server's word", () => {
  const house = startHouse();
  const { host } = house;
  const one = house.enter("One", { media: ALL_ON });
  const two = house.enter("Two");
  const { self: id } = one.joined;
  one.visitor.heard.length = 0;
  assert.deepEqual(host.ask("member:unshare", { id }), {});
  assert.deepEqual(one.visitor.takeNames().slice(0, 2), ["member:unshare", "room:state"]);
  assert.deepEqual(memberIn(house, id)?.media, { ...ALL_ON, screen: false, screenAudio: false });
  for (const each of [one, two]) each.visitor.ask("member:hand", { up: true });
  host.ask("member:lower", { id });
  const hands = () => [one, two].map((each) => memberIn(house, each.joined.self)?.hand !== null);
  assert.deepEqual(hands(), [false, true]);
  one.visitor.ask("member:hand", { up: true });
  host.ask("member:lower", { id: null });
  assert.deepEqual(hands(), [false, false]);
});

Deno.test("a host takes a message of anybody's away, others only their own", () => {
  const house = startHouse();
  const [one, two] = [house.enter("One"), house.enter("Two")];
  one.visitor.ask("chat:send", { id: "a", text: "spam" });
  const taken = { id: "b", target: "a" };
  assert.equal(two.visitor.ask("chat:delete", taken), "no-such-line");
  assert.equal(house.host.ask("chat:edit", { ...taken, text: "other words" }), "no-such-line");
  assert.ok(typeof house.host.ask("chat:delete", taken) === "object");
  const log = house.visitor().join(house.room).log;
  assert.ok(!JSON.stringify(log).includes("spam"));
});

Deno.test("a deputy keeps order while no host is there, and only then; hosts they cannot touch", () => {
  const house = startHouse();
  const { host, room, key } = house;
  const deputy = enterAs(house, "deputy");
  const first = enterAs(house, "member");
  const target = house.enter("Target").joined.self;
  const heir = enterAs(house, "host");
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
  const stranger = house.visitor();
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
  house.visitor().join(room, { host: key });
  assert.equal(deputy.connection.ask("member:mute", { id: null }), "not-allowed");
});

Deno.test("a deputy is one again on another day, by the key, in a locked room and after a restart", () => {
  const house = startHouse();
  const { host, room } = house;
  const { connection } = enterAs(house, "deputy");
  const [{ key } = { key: "" }] = connection.take("host:key");
  assert.ok(key);
  host.ask("room:rules", LOCKED);
  const record = JSON.parse(JSON.stringify(house.directory.admission.accessStore.of(room)));
  assert.ok(!JSON.stringify(record).includes(key));
  const later = startDirectory({ roomLimit: 8 });
  const kept = readAccess(record);
  later.directory.admission.accessStore.keep(room, kept);
  const again = later.visitor();
  const joined = again.join(room, { host: key });
  assert.deepEqual([joined.state.members[0]?.role, joined.host], ["deputy", true]);
  const stranger = later.visitor();
  assert.equal(stranger.ask("room:join", wish(room)), "waiting");
  assert.deepEqual(again.ask("admission:answer", { id: null, admit: true }), {});
  stranger.join(room);
});

Deno.test("named beforehand by an invitation, a deputy has a key of their own", () => {
  const house = startHouse();
  const { host, room } = house;
  host.ask("room:rules", LOCKED);
  const made = host.ask("invite:make", { role: "deputy", hours: 1, uses: 1 });
  assert.ok(typeof made === "object");
  const invited = house.visitor();
  invited.join(room, { invite: made.token });
  const [{ key } = { key: "" }] = invited.take("host:key");
  invited.ask("room:leave", { mayReturn: false });
  assert.equal(house.visitor().join(room, { host: key }).state.members.at(-1)?.role, "deputy");
});

Deno.test("who is a deputy no more, or was removed, has a key that is worth nothing", () => {
  for (const end of ["guest", "removed"] as const) {
    const house = startHouse();
    const { host, room } = house;
    const { connection, joined: { self: id } } = enterAs(house, "deputy");
    const [{ key } = { key: "" }] = connection.take("host:key");
    host.ask("room:rules", LOCKED);
    if (end === "guest") host.ask("member:role", { id, role: "guest" });
    else host.ask("member:remove", { id });
    assert.equal(house.visitor().ask("room:join", { ...wish(room), host: key }), "waiting");
  }
});

Deno.test("when a host ended the call, a deputy waits like others", () => {
  const house = startHouse();
  const { host, room } = house;
  const { connection } = enterAs(house, "deputy");
  const [{ key } = { key: "" }] = connection.take("host:key");
  host.ask("room:end", {});
  assert.equal(house.visitor().ask("room:join", { ...wish(room), host: key }), "waiting");
});

Deno.test("a record of an older program has no deputies, and is read", () => {
  const { deputies: _, ...old } = NEW_ACCESS;
  assert.deepEqual(readAccess(old), NEW_ACCESS);
});
