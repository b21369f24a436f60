// Admission under attack: removal that is evaded, rooms that are blocked, and what outsiders learn by watching.
import assert from "node:assert/strict";
import { LET_IN_MS, MAX_WAITING, MAX_WAITING_PER_ADDRESS } from "@/protocol/limits.ts";
import { ALL_RIGHTS } from "@/protocol/rights.ts";
import { changed, MAX_BANS, MAX_HOSTS, NEW_ACCESS, withBan } from "@/signaling/room/room_access.ts";
import { readAccess } from "@/signaling/access/access_schema.ts";
import { hashOf } from "@/signaling/access/host_keys.ts";
import { enterAs, newRoom, type OwnedRoom, startOwnedRoom } from "./access_kit.ts";
import { startDirectory } from "../room_directory_kit.ts";
import { MEDIA_OFF } from "../values.ts";

const RULES = { locked: false, rights: ALL_RIGHTS };
const LOCKED = { ...RULES, locked: true };
const wish = (room: string) => ({ room, name: "X", media: MEDIA_OFF, fresh: true });
const HOME = "203.0.113.7";
const ELSEWHERE = "198.51.100.4";

function inviteOf({ host }: OwnedRoom): string {
  const made = host.ask("invite:make", { role: "member", hours: 1, uses: 20 });
  assert.ok(typeof made === "object");
  return made.token;
}

Deno.test("who was removed waits with the same invitation, from the same address and from another", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  const invite = inviteOf(owned);
  const removed = owned.connection(HOME);
  const { self } = removed.join(room, { invite });
  assert.deepEqual(host.ask("member:remove", { id: self }), {});
  for (const address of [HOME, ELSEWHERE]) {
    const again = owned.connection(address);
    assert.equal(again.ask("room:join", { ...wish(room), invite }), "waiting", address);
    assert.deepEqual(again.take("admission:pending"), [{ reason: "suspect", attended: true }]);
    again.drop();
  }
  const other = owned.connection(HOME);
  assert.equal(other.ask("room:join", { ...wish(room), invite: inviteOf(owned) }), "waiting");
  owned.connection(ELSEWHERE).join(room, { invite: inviteOf(owned) });
  owned.connection(HOME).join(room, { host: owned.key });
});

Deno.test("let in all the same, a bystander comes by the invitation and has its role", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  const removed = owned.connection(HOME);
  host.ask("member:remove", { id: removed.join(room).self });
  const bystander = owned.connection(HOME);
  const invite = inviteOf(owned);
  assert.equal(bystander.ask("room:join", { ...wish(room), invite }), "waiting");
  assert.deepEqual(host.ask("admission:answer", { id: null, admit: true }), {});
  assert.equal(bystander.join(room, { invite }).state.members.at(-1)?.role, "member");
});

Deno.test("removed while away, one leaves the address behind that was seen last", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  const first = owned.connection(ELSEWHERE);
  const { self, seat } = first.join(room);
  first.drop();
  const second = owned.connection(HOME);
  second.join(room, { seat });
  second.drop();
  assert.deepEqual(host.ask("member:remove", { id: self }), {});
  assert.equal(owned.connection(HOME).ask("room:join", wish(room)), "waiting");
  owned.connection(ELSEWHERE).join(room);
});

Deno.test("an admission from before a removal is worth nothing to who is suspect since", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  host.ask("room:rules", LOCKED);
  const [one, two] = [owned.connection(HOME), owned.connection(HOME)];
  for (const each of [one, two]) assert.equal(each.ask("room:join", wish(room)), "waiting");
  host.ask("admission:answer", { id: null, admit: true });
  host.ask("member:remove", { id: one.join(room).self });
  assert.equal(two.ask("room:join", wish(room)), "waiting");
});

Deno.test("bans are never pushed out: what is one too many locks the room", () => {
  const full = Array.from({ length: MAX_BANS }, (_, n) => `m${n}`)
    .reduce(
      (access, member) => withBan(access, { member, address: member, invite: null }),
      NEW_ACCESS,
    );
  assert.equal(full.locked, false);
  const after = withBan(full, { member: "x", address: "x", invite: null });
  assert.deepEqual([after.bans, after.locked], [full.bans, true]);
});

Deno.test("a ban of an older program is read", () => {
  const { invite: _, ...old } = { member: "m", address: "a", invite: null };
  const read = readAccess({ ...NEW_ACCESS, bans: [old] });
  assert.deepEqual(read?.bans, [{ ...old, invite: null }]);
});

Deno.test("a 21st host is refused, pushes nobody out, and the room's own key works beside twenty", () => {
  const hosts = Array.from(
    { length: MAX_HOSTS },
    (_, n) => ({ hash: hashOf(`${n}`), member: `m${n}` }),
  );
  const { directory, connection } = startDirectory({ roomLimit: 8 });
  const { room, key } = newRoom();
  directory.admission.accessStore.keep(room, changed(NEW_ACCESS, { hosts }));
  const host = connection();
  host.join(room, { host: key });
  const { self } = connection().join(room);
  assert.equal(host.ask("member:role", { id: self, role: "host" }), "too-many");
  const kept = directory.admission.accessStore.of(room)?.hosts ?? [];
  assert.deepEqual(kept.slice(0, MAX_HOSTS), hosts);
  assert.equal(kept.length, MAX_HOSTS + 1);
});

Deno.test("one address waits three times for a room, and others still can wait", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  host.ask("room:rules", LOCKED);
  const answers = Array.from(
    { length: MAX_WAITING },
    () => owned.connection(HOME).ask("room:join", wish(room)),
  );
  assert.equal(answers.filter((answer) => answer === "waiting").length, MAX_WAITING_PER_ADDRESS);
  assert.equal(answers.at(-1), "too-many-waiting");
  assert.equal(owned.connection(ELSEWHERE).ask("room:join", wish(room)), "waiting");
  assert.equal(host.take("admission:waiting").at(-1)?.waiting.length, MAX_WAITING_PER_ADDRESS + 1);
});

Deno.test("before admission nobody learns that a room is full", () => {
  const owned = startOwnedRoom({ roomLimit: 2, roomsLimit: 1 });
  const { host, room } = owned;
  owned.enter("second");
  host.ask("room:rules", LOCKED);
  const stranger = owned.connection();
  assert.equal(stranger.ask("room:join", wish(room)), "waiting");
  host.ask("admission:answer", { id: null, admit: true });
  assert.equal(stranger.ask("room:join", wish(room)), "room-full");
  // Neither whether the server has a place for a locked room that is not open.
  const { room: closed } = newRoom();
  owned.directory.admission.accessStore.keep(closed, changed(NEW_ACCESS, { locked: true }));
  assert.equal(owned.connection().ask("room:join", wish(closed)), "waiting");
});

Deno.test("a crowd keeps no host out; a room full of hosts is full", () => {
  const owned = startOwnedRoom({ roomLimit: 3 });
  const { room, key, host, directory } = owned;
  host.ask("room:leave", { mayReturn: false });
  for (const name of ["a", "b", "c"]) owned.enter(name);
  assert.equal(owned.connection().ask("room:join", wish(room)), "room-full");
  for (let n = 0; n < 3; n++) owned.connection().join(room, { host: key });
  assert.equal(directory.find(room)?.members.length, 6);
  assert.equal(owned.connection().ask("room:join", { ...wish(room), host: key }), "room-full");
});

Deno.test("who watches a locked room hears nothing when people come and go", () => {
  const owned = startOwnedRoom();
  const { host, room } = owned;
  const subscriber = owned.connection();
  assert.deepEqual(subscriber.ask("room:watch", { room }), { count: 1, limit: 8, title: null });
  owned.enter("before");
  assert.deepEqual(subscriber.take("room:count").map(({ count }) => count), [2]);
  host.ask("room:rules", LOCKED);
  assert.deepEqual(subscriber.take("room:count").map(({ count }) => count), [null]);
  const invite = inviteOf(owned);
  const { connection } = owned.enter("by invitation", { invite });
  connection.ask("room:leave", { mayReturn: false });
  host.ask("member:hand", { up: true });
  assert.deepEqual(subscriber.takeNames(), []);
  host.ask("room:rules", RULES);
  assert.deepEqual(subscriber.take("room:count").map(({ count }) => count), [2]);
});

Deno.test("to be let in is worth a minute", () => {
  const owned = startOwnedRoom();
  const { host, room, clock } = owned;
  host.ask("room:rules", LOCKED);
  const late = owned.connection();
  assert.equal(late.ask("room:join", wish(room)), "waiting");
  host.ask("admission:answer", { id: null, admit: true });
  clock.pass(LET_IN_MS);
  assert.equal(late.ask("room:join", wish(room)), "waiting");
  host.ask("admission:answer", { id: null, admit: true });
  clock.pass(LET_IN_MS - 1);
  late.join(room);
});

Deno.test("to be let in ends with the call: by a host's word, and when everybody has left", () => {
  for (const end of ["room:end", "room:leave"] as const) {
    const owned = startOwnedRoom();
    const { host, room, key } = owned;
    host.ask("room:rules", LOCKED);
    const late = owned.connection();
    assert.equal(late.ask("room:join", wish(room)), "waiting");
    host.ask("admission:answer", { id: null, admit: true });
    if (end === "room:end") host.ask(end, {});
    else host.ask(end, { mayReturn: false });
    assert.equal(late.ask("room:join", wish(room)), "waiting", end);
    late.ask("room:leave", { mayReturn: false });
    owned.connection().join(room, { host: key });
    assert.equal(late.ask("room:join", wish(room)), "waiting", end);
  }
});

Deno.test("who waits is told why, whether anybody can let them in, and when that changes", () => {
  const owned = startOwnedRoom();
  const { host, room, key } = owned;
  const guest = enterAs(owned, "guest");
  host.ask("room:rules", LOCKED);
  const waiting = owned.connection();
  waiting.ask("room:join", wish(room));
  assert.deepEqual(waiting.take("admission:pending"), [{ reason: "locked", attended: true }]);
  host.ask("member:hand", { up: true });
  assert.deepEqual(waiting.takeNames(), [], "only what concerns them");
  host.drop();
  assert.deepEqual(waiting.take("admission:pending"), [{ reason: "locked", attended: false }]);
  const back = owned.connection();
  back.join(room, { host: key });
  assert.deepEqual(waiting.take("admission:pending"), [{ reason: "locked", attended: true }]);
  back.ask("room:end", {});
  assert.deepEqual(waiting.take("admission:pending"), [{ reason: "ended", attended: false }]);
  assert.equal(guest.connection.takeNames().at(-1), "room:ended");
  const late = owned.connection();
  late.ask("room:join", wish(room));
  assert.deepEqual(late.take("admission:pending"), [{ reason: "ended", attended: false }]);
});

Deno.test("without open rooms none is joined, watched people in it or a seat from before included", () => {
  const before = startDirectory();
  const { seat, state: { copy } } = before.connection().join("room1");
  const { connection } = startDirectory({ openRooms: "none" }, { clock: before.clock });
  for (const more of [{}, { seat, copy }, { host: newRoom().key }]) {
    assert.equal(connection().ask("room:join", { ...wish("room1"), ...more }), "no-such-room");
  }
  const { room, key } = newRoom();
  connection().join(room, { host: key });
  connection().join(room);
});

Deno.test("where only existing rooms may be joined, a call that is on goes on, and none is opened", () => {
  const before = startDirectory();
  const { seat, state: { copy } } = before.connection().join("room1");
  const { connection } = startDirectory({ openRooms: "existing" }, {
    clock: before.clock,
  });
  assert.equal(connection().ask("room:join", wish("room1")), "no-such-room");
  const back = connection();
  assert.equal(back.join("room1", { seat, copy }).state.members.length, 1);
  connection().join("room1");
  assert.equal(connection().ask("room:join", wish("room2")), "no-such-room");
});
