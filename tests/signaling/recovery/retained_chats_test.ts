// The chat of a room with a host after everybody hung up: there for a while, then gone; never of an ended call.
import assert from "node:assert/strict";
import type { ChatLine } from "@/protocol/shapes.ts";
import { RoomAdmin } from "@/signaling/room_admin.ts";
import { newRoom, startOwnedRoom } from "../access/access_kit.ts";
import { FakeConnection, startDirectory } from "../room_directory_kit.ts";

const textsOf = (log: readonly ChatLine[]) =>
  log.flatMap((line) => line.kind === "text" ? [line.text] : []);

function startTalk(settings = {}) {
  const owned = startOwnedRoom(settings);
  const guest = owned.enter("Guest").connection;
  owned.host.ask("chat:send", { id: "a", text: "first" });
  guest.ask("chat:send", { id: "b", text: "second" });
  const allLeave = () => {
    for (const connection of [guest, owned.host]) {
      connection.ask("room:leave", { mayReturn: false });
    }
  };
  const comeAgain = () => owned.connection().join(owned.room, { host: owned.key });
  return { ...owned, allLeave, comeAgain };
}

Deno.test("whoever comes again within the time finds it, and goes on from it", () => {
  const { clock, allLeave, comeAgain, connection, room } = startTalk();
  allLeave();
  clock.pass(599_000);
  const again = comeAgain();
  assert.deepEqual(textsOf(again.log), ["first", "second"]);
  const seqs = again.log.map(({ seq }) => seq);
  assert.deepEqual(seqs, seqs.toSorted((a, b) => a - b));
  assert.equal(new Set(seqs).size, seqs.length);
  clock.pass(2_000);
  assert.deepEqual(textsOf(connection().join(room).log), ["first", "second"]);
});

Deno.test("after that time it is gone, and no timer is left", () => {
  const { directory, clock, allLeave, comeAgain } = startTalk();
  allLeave();
  clock.pass(600_001);
  assert.equal(clock.pending, 0);
  assert.deepEqual(textsOf(comeAgain().log), []);
  directory.close();
});

Deno.test("0 keeps nothing; the time can be set", () => {
  const none = startTalk({ chatMemoryMs: 0 });
  none.allLeave();
  assert.deepEqual(textsOf(none.comeAgain().log), []);
  const short = startTalk({ chatMemoryMs: 5_000 });
  short.allLeave();
  short.clock.pass(5_001);
  assert.deepEqual(textsOf(short.comeAgain().log), []);
});

Deno.test("a call that its host ended leaves no words", () => {
  const inside = startTalk();
  inside.host.ask("room:end", {});
  assert.deepEqual(textsOf(inside.comeAgain().log), []);
});

Deno.test("nor one that another program ended while nobody was inside", async () => {
  const { directory, connection } = startDirectory();
  const roomAdmin = new RoomAdmin(directory);
  const made = await roomAdmin.make({ nameOf: (end) => `ala-${end}` });
  assert.ok(typeof made === "object");
  const come = () => connection().join(made.room, { host: made.key });
  const first = connection();
  first.join(made.room, { host: made.key });
  first.ask("chat:send", { id: "a", text: "first" });
  first.ask("room:leave", { mayReturn: false });
  assert.deepEqual(roomAdmin.end(made.room), { people: 0 });
  assert.deepEqual(textsOf(come().log), []);
});

Deno.test("who was lost and not gone for good: the same time counts, from when the room was empty", () => {
  const { clock, host, comeAgain, allLeave } = startTalk();
  host.drop();
  clock.pass(100_000);
  allLeave();
  clock.pass(500_000);
  assert.deepEqual(textsOf(comeAgain().log), ["first", "second"]);
});

Deno.test("an open room, which belongs to nobody, is forgotten at once as before", () => {
  const { connection } = startDirectory();
  const a = connection();
  a.join("ala");
  a.ask("chat:send", { id: "x", text: "x" });
  a.ask("room:leave", { mayReturn: false });
  assert.deepEqual(textsOf(connection().join("ala").log), []);
});

Deno.test("whoever leaves many rooms with chats loses their own, and rooms without a word take no place", () => {
  const owned = startTalk({ roomsLimit: 10_000 });
  owned.allLeave();
  const leaveRooms = (address: string, text: string | null) => {
    for (let n = 0; n < 600; n++) {
      const made = newRoom();
      const connection = new FakeConnection(owned.directory, address);
      connection.join(made.room, { host: made.key });
      if (text !== null) connection.ask("chat:send", { id: "x", text });
      connection.ask("room:leave", { mayReturn: false });
    }
  };
  leaveRooms("192.0.2.1", null);
  leaveRooms("192.0.2.1", "noise");
  assert.deepEqual(textsOf(owned.comeAgain().log), ["first", "second"]);
});
