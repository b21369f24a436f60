// Old snapshots brought to a server that restarted: presence comes back by them, a right never does.
import assert from "node:assert/strict";
import type { ErrorCode } from "@/protocol/errors.ts";
import type { Joined, RoomState } from "@/protocol/shapes.ts";
import { ADOPT_MS } from "@/signaling/recovery/call_records.ts";
import type { FakeConnection } from "../room_directory_kit.ts";
import { MEDIA_OFF } from "../values.ts";
import { newest, OwnedRoom } from "./restarting_room.ts";

const RIGHTS = { mic: true, camera: true, screen: true, chat: true, files: true, record: true };

function isIn(answer: Joined | ErrorCode, { self }: Joined): boolean {
  return typeof answer === "object" && answer.self === self;
}

function rolesIn({ members }: RoomState): string[] {
  return members.map(({ name, role }) => `${name}: ${role}`);
}

const STATES = ["locked", "password", "ended", "open"] as const;

/** Closes the room behind those who are in. */
async function shut(state: typeof STATES[number], host: FakeConnection): Promise<void> {
  if (state === "locked") host.ask("room:rules", { locked: true, rights: RIGHTS });
  if (state === "password") await host.ask("room:password", { password: "күмүш ай" });
  if (state === "ended") host.ask("room:end", {});
}

const REFUSED = { locked: "waiting", password: "password-needed", ended: "waiting" };

for (const state of STATES) {
  Deno.test(`who was removed, hung up or stepped down has nothing of an old snapshot: ${state}`, async () => {
    const owned = new OwnedRoom();
    const host = owned.enter("Host", { host: owned.key });
    const other = owned.enter("Other");
    host.page.ask("member:role", { id: other.self, role: "host" });
    const removed = owned.enter("Removed");
    const gone = owned.enter("Gone");
    const morning = [host, other, removed, gone].map(newest);
    host.page.ask("member:remove", { id: removed.self });
    gone.page.ask("room:leave", { mayReturn: false });
    other.page.ask("member:role", { id: other.self, role: "guest" });
    await shut(state, host.page);
    owned.restart();

    const [, asHost, asRemoved, asGone] = morning;
    assert.ok(asHost && asRemoved && asGone);
    assert.equal(owned.back("Removed", asRemoved).answer, "removed");
    const left = owned.back("Gone", asGone).answer;
    if (state === "open") assert.ok(typeof left === "object" && left.self !== gone.self);
    else assert.equal(left, REFUSED[state]);
    const stepped = owned.back("Other", asHost);
    if (state === "ended") return assert.equal(stepped.answer, "waiting");
    assert.ok(isIn(stepped.answer, other), "who is in the call still comes back to it");
    assert.equal(stepped.page.ask("room:rules", { locked: false, rights: RIGHTS }), "not-allowed");
    const { answer } = owned.back("Host", newest(host));
    assert.ok(typeof answer === "object");
    assert.deepEqual(rolesIn(answer.state).slice(0, 2), ["Host: host", "Other: guest"]);
    assert.ok(!answer.state.members.some(({ id }) => [removed.self, gone.self].includes(id)));
  });
}

Deno.test("what hosts decided stands, whatever an old snapshot says of it", () => {
  const owned = new OwnedRoom();
  const host = owned.enter("Host", { host: owned.key });
  const made = host.page.ask("invite:make", { role: "member", hours: 1, uses: 1 });
  assert.ok(typeof made === "object");
  const guest = owned.enter("Guest", { media: { ...MEDIA_OFF, mic: true } });
  const morning = newest(guest);
  owned.enter("Invited", { invite: made.token });
  guest.page.ask("member:media", MEDIA_OFF);
  host.page.ask("room:rules", { locked: true, rights: { ...RIGHTS, mic: false, chat: false } });
  owned.restart();
  const { page, answer } = owned.back("Guest", morning, { media: { ...MEDIA_OFF, mic: true } });
  assert.ok(isIn(answer, guest) && typeof answer === "object");
  assert.equal(answer.state.rules?.locked, true);
  assert.equal(answer.state.members.find(({ id }) => id === guest.self)?.media.mic, false);
  assert.equal(page.ask("chat:send", { id: "x", text: "x" }), "not-allowed");
  assert.equal(owned.back("Thief", {}, { invite: made.token }).answer, "bad-invite");
});

Deno.test("a microphone that was on when the right went may stay on over a restart", () => {
  const owned = new OwnedRoom();
  const mic = { ...MEDIA_OFF, mic: true };
  const host = owned.enter("Host", { host: owned.key });
  const guest = owned.enter("Guest", { media: mic });
  host.page.ask("room:rules", { locked: false, rights: { ...RIGHTS, mic: false } });
  const kept = newest(guest);
  owned.restart();
  const { answer } = owned.back("Guest", kept, { media: mic });
  assert.ok(typeof answer === "object");
  assert.equal(answer.state.members.find(({ id }) => id === guest.self)?.media.mic, true);
});

Deno.test("chat of a call that is over comes back to nobody, a deleted line least of all", () => {
  for (const disk of [true, false]) {
    const owned = new OwnedRoom({ disk });
    const author = owned.enter("Author", {}, "ала-тоо");
    const reader = owned.enter("Reader", {}, "ала-тоо");
    author.page.ask("chat:send", { id: "secret", text: "unsay it" });
    author.page.ask("chat:delete", { id: "gone", target: "secret" });
    const lines = reader.page.take("chat:line");
    const morning = { ...reader.kept };
    for (const { page } of [author, reader]) page.ask("room:leave", { mayReturn: false });
    const later = owned.enter("Later", {}, "ала-тоо");
    const kept = newest(later);
    owned.restart();
    const again = owned.back("Later", kept, {}, "ала-тоо");
    assert.ok(isIn(again.answer, later));
    assert.deepEqual(again.page.ask("chat:restore", { lines }), { taken: 0 });
    const old = owned.back("Reader", morning, {}, "ала-тоо");
    assert.ok(typeof old.answer === "object" && old.answer.self !== reader.self);
    assert.deepEqual(old.page.ask("chat:restore", { lines }), { taken: 0 });
  }
});

Deno.test("within the same call its chat comes back", () => {
  for (const disk of [true, false]) {
    const owned = new OwnedRoom({ disk });
    const reader = owned.enter("Reader", {}, "ала-тоо");
    reader.page.ask("chat:send", { id: "word", text: "салам" });
    const lines = [...reader.log, ...reader.page.take("chat:line")];
    owned.restart();
    const { page, answer } = owned.back("Reader", reader.kept, {}, "ала-тоо");
    assert.ok(isIn(answer, reader) && typeof answer === "object");
    assert.ok(answer.wants > 0);
    assert.deepEqual(page.ask("chat:restore", { lines }), { taken: lines.length });
  }
});

Deno.test("snapshots are taken in the first minutes of a run, and never later", () => {
  const owned = new OwnedRoom();
  const one = owned.enter("One");
  const two = owned.enter("Two");
  const kept = [newest(one), newest(two)];
  owned.restart();
  owned.world.clock.pass(ADOPT_MS - 1);
  assert.ok(isIn(owned.back("Two", kept[1]!).answer, two));
  owned.restart();
  owned.world.clock.pass(ADOPT_MS);
  assert.ok(!isIn(owned.back("One", kept[0]!).answer, one));
  assert.equal(owned.storage?.counts().calls, 1, "only the new call is kept");
});

Deno.test("a stranger who is faster than everybody changes nothing for those who come back", () => {
  for (const disk of [true, false]) {
    const owned = new OwnedRoom({ disk });
    const one = owned.enter("One", {}, "ала-тоо");
    const two = owned.enter("Two", {}, "ала-тоо");
    const kept = [newest(one), newest(two)];
    owned.restart();
    const stranger = owned.enter("Stranger", {}, "ала-тоо");
    stranger.page.ask("room:leave", { mayReturn: false });
    owned.enter("Another", {}, "ала-тоо");
    assert.ok(isIn(owned.back("One", kept[0]!, {}, "ала-тоо").answer, one));
    const { answer } = owned.back("Two", kept[1]!, {}, "ала-тоо");
    assert.ok(isIn(answer, two) && typeof answer === "object");
    assert.deepEqual(answer.state.members.map(({ name }) => name), ["One", "Two", "Another"]);
  }
});

Deno.test("a call that was ended while nobody was there yet is ended", () => {
  const owned = new OwnedRoom();
  const host = owned.enter("Host", { host: owned.key });
  const guest = owned.enter("Guest");
  const kept = newest(guest);
  owned.restart();
  const again = owned.enter("Host", { host: owned.key });
  again.page.ask("room:end", {});
  assert.equal(owned.back("Guest", kept).answer, "waiting");
  owned.enter("Host", { host: owned.key });
  const { answer } = owned.back("Guest", kept);
  assert.ok(!isIn(answer, guest), "the next call is another one");
  assert.ok(!isIn(owned.back("Host", newest(host)).answer, host));
});

for (const ms of [-3_600_000, -60_000, 12 * 3_600_000 + 1, 200 * 24 * 3_600_000]) {
  Deno.test(`a clock set by ${ms} ms at a restart costs nobody their place or order`, () => {
    for (const disk of [true, false]) {
      const owned = new OwnedRoom({ disk });
      const one = owned.enter("One", {}, "ала-тоо");
      const two = owned.enter("Two", {}, "ала-тоо");
      one.page.ask("chat:send", { id: "before", text: "x" });
      const lines = [
        ...two.log,
        ...two.page.heard.flatMap((heard) => heard.event === "chat:line" ? [heard.payload] : []),
      ];
      const kept = [newest(one), newest(two)];
      owned.restart();
      owned.world.clock.set(ms);
      const stranger = owned.enter("Stranger", {}, "ала-тоо");
      const back = owned.back("Two", kept[1]!, { since: lines.at(-1)?.seq ?? 0 }, "ала-тоо");
      assert.ok(isIn(back.answer, two) && typeof back.answer === "object");
      assert.deepEqual(back.page.ask("chat:restore", { lines }), { taken: lines.length });
      const said = back.page.ask("chat:send", { id: "after", text: "x" });
      assert.ok(typeof said === "object" && said.line.seq > (lines.at(-1)?.seq ?? Infinity));
      const first = owned.back("One", kept[0]!, {}, "ала-тоо").answer;
      assert.ok(isIn(first, one) && typeof first === "object");
      assert.deepEqual(first.state.members.map(({ name }) => name), ["One", "Two", "Stranger"]);
      assert.equal(first.state.members[2]?.id, stranger.self);
      const at = first.state.members.map(({ joinedAt }) => joinedAt);
      assert.deepEqual(at, [...new Set(at)].toSorted((a, b) => a - b));
    }
  });
}
