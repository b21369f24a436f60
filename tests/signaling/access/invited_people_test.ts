// Who comes with an invitation: its role, time, uses and room.
import assert from "node:assert/strict";
import { ALL_RIGHTS } from "@/protocol/rights.ts";
import { MAX_INVITES } from "@/signaling/room/room_access.ts";
import { MEDIA_OFF } from "../values.ts";
import { newRoom, startOwnedRoom } from "./access_kit.ts";

const RULES = { locked: false, rights: ALL_RIGHTS };
const LOCKED = { ...RULES, locked: true };
const wish = (room: string) => ({ room, name: "X", media: MEDIA_OFF, fresh: true });

Deno.test("an invitation admits in its role, for its time and its uses, and to no other room", () => {
  const owned = startOwnedRoom();
  const { host, room, clock } = owned;
  host.ask("room:rules", LOCKED);
  const made = host.ask("invite:make", { role: "member", hours: 1, uses: 2 });
  assert.ok(typeof made === "object");
  const { token: invite, invitation: { id } } = made;
  const roleOf = () => owned.enter("X", { invite }).joined.state.members.at(-1)?.role;
  assert.equal(roleOf(), "member");
  assert.equal(
    owned.connection().ask("room:join", { ...wish(newRoom().room), invite }),
    "bad-invite",
  );
  assert.equal(roleOf(), "member");
  assert.equal(
    owned.connection().ask("room:join", { ...wish(room), invite }),
    "bad-invite",
    "used up",
  );
  const again = host.ask("invite:make", { role: "guest", hours: 1, uses: 9 });
  assert.ok(typeof again === "object");
  assert.deepEqual(host.ask("invite:revoke", { id: again.invitation.id }), {});
  assert.equal(
    owned.connection().ask("room:join", { ...wish(room), invite: again.token }),
    "bad-invite",
  );
  const late = host.ask("invite:make", { role: "guest", hours: 1, uses: 9 });
  assert.ok(typeof late === "object");
  assert.deepEqual(host.ask("invite:list", {}), { invitations: [late.invitation] });
  clock.pass(3_600_000);
  assert.deepEqual(host.ask("invite:list", {}), { invitations: [] });
  assert.notEqual(late.invitation.id, id);
});

Deno.test("a clock that is far ahead for a moment takes no invitation away", () => {
  const { host, clock, enter } = startOwnedRoom();
  const make = () => {
    const made = host.ask("invite:make", { role: "member", hours: 1, uses: 9 });
    assert.ok(typeof made === "object");
    return made;
  };
  const { token: invite, invitation } = make();
  clock.set(180 * 24 * 3_600_000);
  assert.deepEqual(host.ask("invite:list", {}), { invitations: [] });
  for (let n = 1; n < MAX_INVITES; n++) make(); // there is a place for it still
  clock.set(-180 * 24 * 3_600_000);
  assert.equal(enter("X", { invite }).joined.state.members.at(-1)?.role, "member");
  clock.set(180 * 24 * 3_600_000);
  make(); // and now none
  clock.set(-180 * 24 * 3_600_000);
  const { invitations } = host.ask("invite:list", {}) as { invitations: { id: string }[] };
  assert.ok(!invitations.some(({ id }) => id === invitation.id));
  assert.equal(invitations.length, MAX_INVITES);
});

Deno.test("ten thousand altered invitations open nothing, and cost no more than five tries a minute", () => {
  const owned = startOwnedRoom();
  const { host, room, clock } = owned;
  const made = host.ask("invite:make", { role: "host", hours: 720, uses: 1_000 });
  assert.ok(typeof made === "object");
  const { token } = made;
  const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.";
  const answers: Record<string, number> = {};
  for (let n = 0; n < 10_000; n++) {
    if (n % 5 === 0) clock.pass(60_000); // a patient attacker
    const at = n % token.length;
    const letter = letters[(n * 7 + Math.floor(n / token.length)) % letters.length] ?? "";
    if (letter === token[at]) continue;
    const invite = n % 10 === 9
      ? token.slice(0, at) + token.slice(at + 1)
      : token.slice(0, at) + letter + token.slice(at + 1);
    const answer = owned.connection().ask("room:join", { ...wish(room), invite });
    assert.ok(typeof answer === "string");
    answers[answer] = (answers[answer] ?? 0) + 1;
    if (n % 500 === 0) host.join(room, { host: owned.key }); // is not lost by the time that passes
  }
  assert.deepEqual(Object.keys(answers), ["bad-invite"]);
  for (let n = 0; n < 5; n++) {
    owned.connection().ask("room:join", { ...wish(room), invite: "a.guest.1.b" });
  }
  assert.equal(
    owned.connection().ask("room:join", { ...wish(room), invite: "a.guest.1.b" }),
    "too-fast",
  );
});
