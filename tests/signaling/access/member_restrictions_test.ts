// Rights that were taken from one person: coming anew gives none of them back.
import assert from "node:assert/strict";
import { RIGHTS, type Rights } from "@/protocol/rights.ts";
import {
  MAX_RESTRICTIONS,
  restrictionsOf,
  withRestriction,
} from "@/signaling/access/member_restrictions.ts";
import { NEW_ACCESS, type Restriction, type RoomAccess } from "@/signaling/room/room_access.ts";
import { ROOMS_PER_MINUTE } from "@/signaling/access/creation_limiter.ts";
import { readAccess } from "@/signaling/access/access_schema.ts";
import { withNewer } from "@/signaling/access/access_merge.ts";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { newRoom, type OwnedRoom, startOwnedRoom } from "./access_kit.ts";
import { FakeConnection, startDirectory } from "../room_directory_kit.ts";
import { MEDIA_OFF } from "../values.ts";

const HOME = "home";
const NO_RIGHTS = Object.fromEntries(RIGHTS.map((right) => [right, false])) as Rights;
const ALL_ON = { mic: true, camera: true, screen: true, screenAudio: true };

/** A storage that can be told to fail. */
class Disk extends MemoryStorage {
  isBroken = false;

  override saveAccess(row: Parameters<MemoryStorage["saveAccess"]>[0]) {
    return this.isBroken ? "failed" : super.saveAccess(row);
  }
}

function rightsOf(owned: Pick<OwnedRoom, "directory" | "room">, id: string) {
  return owned.directory.find(owned.room)?.members.find((member) => member.id === id)?.rights;
}

/** Somebody comes, has rights taken from them, and leaves for good. */
function restricted(
  owned: OwnedRoom,
  { rights = NO_RIGHTS, invite = {}, address = HOME } = {},
): string {
  const loud = owned.connection(address);
  const { self } = loud.join(owned.room, invite);
  assert.deepEqual(owned.host.ask("member:rights", { id: self, rights }), {});
  loud.ask("room:leave", { mayReturn: false });
  return self;
}

Deno.test("who leaves and comes anew has none of the rights that were taken from them", () => {
  const owned = startOwnedRoom();
  restricted(owned);
  const again = owned.connection(HOME);
  const { self, state } = again.join(owned.room, { media: ALL_ON });
  assert.deepEqual(rightsOf(owned, self), NO_RIGHTS);
  assert.deepEqual(state.members.find(({ id }) => id === self)?.media, MEDIA_OFF);
  assert.equal(again.ask("chat:send", { id: "a", text: "a" }), "not-allowed");
  for (const flag of ["mic", "camera", "screen"]) {
    assert.equal(again.ask("member:media", { ...MEDIA_OFF, [flag]: true }), "not-allowed", flag);
  }
});

Deno.test("nor has a second tab while the first one stays", () => {
  const owned = startOwnedRoom();
  const { self: first } = owned.connection(HOME).join(owned.room);
  owned.host.ask("member:rights", { id: first, rights: { chat: false } });
  const { self } = owned.connection(HOME).join(owned.room);
  assert.deepEqual(rightsOf(owned, self), { chat: false });
});

Deno.test("of a class behind one address only the one loses a right, and who comes later has all", () => {
  const owned = startOwnedRoom();
  const done = owned.host.ask("invite:make", { role: "member", hours: 1, uses: 5 });
  assert.ok(typeof done === "object");
  const invite = { invite: done.token };
  const { self: loud } = owned.connection(HOME).join(owned.room, invite);
  const { self: calm } = owned.connection(HOME).join(owned.room, invite);
  owned.host.ask("member:rights", { id: loud, rights: NO_RIGHTS });
  const { self: late } = owned.connection(HOME).join(owned.room, invite);
  assert.deepEqual([loud, calm, late].map((id) => rightsOf(owned, id)), [
    NO_RIGHTS,
    undefined,
    undefined,
  ]);
  assert.deepEqual(owned.directory.find(owned.room)?.access?.restrictions, []);
});

Deno.test("nor has who shows the same invitation from elsewhere; others have all", () => {
  const owned = startOwnedRoom();
  const done = owned.host.ask("invite:make", { role: "member", hours: 1, uses: 5 });
  assert.ok(typeof done === "object");
  restricted(owned, { rights: { ...NO_RIGHTS, mic: true }, invite: { invite: done.token } });
  const elsewhere = owned.connection("elsewhere").join(owned.room, { invite: done.token });
  assert.deepEqual(rightsOf(owned, elsewhere.self), {
    ...{ camera: false, screen: false, chat: false, files: false, record: false },
  });
  assert.equal(rightsOf(owned, owned.connection("far").join(owned.room).self), undefined);
  assert.equal(rightsOf(owned, owned.connection().join(owned.room).self), undefined);
});

Deno.test("what a host gives back to one of them is given back to all who come from there", () => {
  const owned = startOwnedRoom();
  restricted(owned);
  const { self } = owned.connection(HOME).join(owned.room);
  owned.host.ask("member:rights", { id: self, rights: { mic: false } });
  const { self: next } = owned.connection(HOME).join(owned.room);
  assert.deepEqual(rightsOf(owned, next), { mic: false });
  owned.host.ask("member:rights", { id: next, rights: {} });
  owned.host.ask("member:rights", { id: self, rights: {} });
  assert.equal(rightsOf(owned, owned.connection(HOME).join(owned.room).self), undefined);
  assert.deepEqual(owned.directory.find(owned.room)?.access?.restrictions, []);
});

Deno.test("what was taken first stays taken when somebody else came from there since", () => {
  const owned = startOwnedRoom();
  const { self: loud } = owned.connection(HOME).join(owned.room);
  owned.host.ask("member:rights", { id: loud, rights: { chat: false } });
  owned.connection(HOME).join(owned.room);
  owned.host.ask("member:rights", { id: loud, rights: { chat: false, camera: false } });
  const { self: late } = owned.connection(HOME).join(owned.room);
  assert.deepEqual(rightsOf(owned, late), { chat: false });
  owned.host.ask("member:rights", { id: loud, rights: { camera: false } });
  const { self: last } = owned.connection(HOME).join(owned.room);
  assert.equal(rightsOf(owned, last), undefined);
});

Deno.test("who is asked to speak has the microphone back, also when they come anew", () => {
  const owned = startOwnedRoom();
  const loud = owned.connection(HOME);
  const { self: id } = loud.join(owned.room);
  owned.host.ask("member:rights", { id, rights: { mic: false, chat: false } });
  assert.deepEqual(owned.host.ask("member:unmute", { id }), {});
  loud.ask("room:leave", { mayReturn: false });
  const { self } = owned.connection(HOME).join(owned.room);
  assert.deepEqual(rightsOf(owned, self), { chat: false });
});

Deno.test("a right taken from one person is a decision: counted by address, and told if not kept", () => {
  const storage = new Disk();
  const { directory } = startDirectory({ roomsLimit: 1_000 }, { storage });
  const take = () => {
    const { room, key } = newRoom();
    const host = new FakeConnection(directory, "192.0.2.1");
    host.join(room, { host: key });
    const { self: id } = new FakeConnection(directory, HOME).join(room);
    return host.ask("member:rights", { id, rights: { chat: false } });
  };
  for (let n = 0; n < ROOMS_PER_MINUTE; n++) assert.deepEqual(take(), {});
  assert.equal(take(), "too-fast");
  assert.equal(storage.counts().decided, ROOMS_PER_MINUTE);
  const owned = startOwnedRoom({}, { storage });
  storage.isBroken = true;
  const { self: id } = owned.connection(HOME).join(owned.room);
  assert.equal(owned.host.ask("member:rights", { id, rights: { chat: false } }), "not-kept");
  assert.deepEqual(rightsOf(owned, id), { chat: false });
  directory.close();
  owned.directory.close();
});

Deno.test("a key of a host or a deputy is not restricted by where it comes from", () => {
  const owned = startOwnedRoom();
  restricted(owned);
  const { self } = owned.connection(HOME).join(owned.room, { host: owned.key });
  assert.equal(rightsOf(owned, self), undefined);
});

Deno.test("a restart gives nothing back, with a disk and without", () => {
  for (const storage of [new MemoryStorage({}, { isDurable: true }), null]) {
    const owned = startOwnedRoom({}, { storage });
    const { room } = owned;
    const { connection: witness, joined: { seat } } = owned.enter("Witness");
    const loud = restricted(owned);
    const copy = witness.take("room:state").at(-1)?.copy ?? "";
    owned.directory.close();
    const later = startDirectory({ roomLimit: 8 }, { clock: owned.clock, storage });
    later.connection().join(room, { seat, copy });
    const { self } = later.connection(HOME).join(room);
    assert.notEqual(self, loud);
    assert.deepEqual(rightsOf({ ...later, room }, self), NO_RIGHTS);
  }
});

Deno.test("restrictions are never pushed out: one too many locks the room", () => {
  const more = (access: RoomAccess, n: number) =>
    withRestriction(access, {
      member: `m${n}`,
      address: `a${n}`,
      invite: null,
      rights: { mic: false },
    });
  const full = Array.from({ length: MAX_RESTRICTIONS }, (_, n) => n).reduce(more, NEW_ACCESS);
  assert.deepEqual([full.restrictions.length, full.locked], [MAX_RESTRICTIONS, false]);
  const after = more(full, MAX_RESTRICTIONS);
  assert.deepEqual([after.restrictions, after.locked], [full.restrictions, true]);
});

Deno.test("a newer snapshot knows who is restricted, and what this run took stays taken", () => {
  const take = (member: string, access: RoomAccess = NEW_ACCESS) =>
    withRestriction(access, { member, address: member, invite: null, rights: { chat: false } });
  const options = { base: NEW_ACCESS, isOriginal: () => true };
  const { restrictions } = withNewer(take("b"), take("a"), options);
  assert.deepEqual(restrictions.map(({ member }) => member).sort(), ["a", "b"]);
  const [known] = take("a").restrictions;
  assert.ok(known);
  assert.deepEqual(restrictionsOf([known], [{ ...known, rights: RIGHTS }]), [{
    ...known,
    rights: RIGHTS,
  }]);
});

Deno.test("a record of an older program, which knows no restrictions, is read", () => {
  const { restrictions: _, ...old } = NEW_ACCESS;
  assert.deepEqual(readAccess(old), NEW_ACCESS);
});

Deno.test("what a newer snapshot gives back is back, though an older one brought it", () => {
  const take = (access: RoomAccess) =>
    withRestriction(access, { member: "a", address: "a", invite: null, rights: { chat: false } });
  const base = take(NEW_ACCESS);
  const present = readAccess(JSON.parse(JSON.stringify(base))); // as a storage gives it
  assert.ok(present);
  const newer = withRestriction(base, {
    member: "a",
    address: "a",
    invite: null,
    before: { chat: false },
    rights: {},
  });
  assert.deepEqual(withNewer(present, newer, { base, isOriginal: () => true }).restrictions, []);
});

Deno.test("more than may be, as snapshots bring them together, can be given back", () => {
  const restrictions = Array.from({ length: MAX_RESTRICTIONS + 2 }, (_, n): Restriction => ({
    member: `m${n}`,
    address: `a${n}`,
    invite: null,
    rights: ["mic"],
  }));
  const after = withRestriction({ ...NEW_ACCESS, restrictions }, {
    member: "m0",
    address: "a0",
    invite: null,
    before: { mic: false },
    rights: {},
  });
  assert.deepEqual([after.restrictions, after.locked], [restrictions.slice(1), false]);
});
