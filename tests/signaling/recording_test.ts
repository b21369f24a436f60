// Recordings: what a room is told of them, who may record, and what a member's answer does.
import assert from "node:assert/strict";
import { ALL_RIGHTS } from "@/protocol/rights.ts";
import { startOwnedRoom } from "./access/access_kit.ts";
import { startDirectory } from "./room_directory_kit.ts";

Deno.test("member:record tells the room and its chat, and each recording has a number of its own", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  for (const person of [a, b]) person.join("ala");
  a.ask("member:record", { on: true });
  a.ask("member:record", { on: true }); // asked twice it is one recording
  b.ask("member:record", { on: true });
  const [first, second] = b.take("room:state").at(-1)?.members ?? [];
  assert.ok((second?.recording ?? 0) > (first?.recording ?? Infinity));
  a.ask("member:record", { on: false });
  const { heard } = b;
  const kinds = heard.flatMap(({ event, payload }) => event === "chat:line" ? [payload.kind] : []);
  assert.deepEqual(kinds, ["recordingStopped"]);
  assert.equal(b.take("room:state").at(-1)?.members[0]?.recording, undefined);
});

Deno.test("member:consent is kept, and nobody answers a recording that does not exist yet", () => {
  const { connection } = startDirectory();
  const [a, b] = [connection(), connection()];
  for (const person of [a, b]) person.join("ala");
  assert.equal(b.ask("member:consent", { told: 1, agrees: true }), "not-allowed");
  a.ask("member:record", { on: true });
  const told = a.take("room:state").at(-1)?.members[0]?.recording ?? 0;
  assert.equal(b.ask("member:consent", { told: told + 1, agrees: true }), "not-allowed");
  b.ask("member:consent", { told, agrees: false });
  assert.deepEqual(a.take("room:state").at(-1)?.members[1]?.consent, { told, agrees: false });
});

Deno.test("a new page of a member records nothing and was told nothing; a refusal stays", () => {
  const { connection } = startDirectory();
  const [a, b, c] = [connection(), connection(), connection()];
  const seats = [a, b, c].map((person) => person.join("ala").seat);
  a.ask("member:record", { on: true });
  const told = c.take("room:state").at(-1)?.members[0]?.recording ?? 0;
  b.ask("member:consent", { told, agrees: true });
  c.ask("member:consent", { told, agrees: false });
  const pages = seats.map((seat) => connection().join("ala", { seat, fresh: true }));
  const [one, two, three] = pages.at(-1)?.state.members ?? [];
  assert.equal(one?.recording, undefined);
  assert.equal(two?.consent, undefined);
  assert.deepEqual(three?.consent, { told, agrees: false });
});

Deno.test("who watches a room hears whether it is recorded, whatever else they may know", () => {
  const { connection } = startDirectory();
  const [a, lobby] = [connection(), connection()];
  const before = lobby.ask("room:watch", { room: "ala" });
  assert.ok(typeof before === "object" && !before.recording);
  a.join("ala");
  lobby.take("room:count");
  a.ask("member:record", { on: true });
  assert.equal(lobby.take("room:count").at(-1)?.recording, true);
  const later = connection().ask("room:watch", { room: "ala" });
  assert.ok(typeof later === "object" && later.recording);
  a.ask("member:record", { on: false });
  assert.equal(lobby.take("room:count").at(-1)?.recording, undefined);
});

Deno.test("recording is a right: without it nobody begins, and what runs is ended", () => {
  const owned = startOwnedRoom();
  const { host } = owned;
  const { connection: guest, joined: { self } } = owned.enter("A");
  const recording = () =>
    host.take("room:state").at(-1)?.members.find(({ id }) => id === self)?.recording;
  guest.ask("member:record", { on: true });
  assert.ok(recording() !== undefined);
  host.ask("room:rules", { locked: false, rights: { ...ALL_RIGHTS, record: false } });
  assert.equal(recording(), undefined, "taken from everybody");
  assert.equal(guest.ask("member:record", { on: true }), "not-allowed");
  assert.deepEqual(host.ask("member:record", { on: true }), {});
  host.ask("member:rights", { id: self, rights: { record: true } });
  guest.ask("member:record", { on: true });
  assert.ok(recording() !== undefined);
  host.ask("member:rights", { id: self, rights: { record: false } });
  assert.equal(recording(), undefined, "taken from one");
  assert.deepEqual(guest.ask("member:record", { on: false }), {});
});
