// Records of rooms in a shared store, with a copy here: the newer one counts, and what is uncertain is shut.
import assert from "node:assert/strict";
import { SharedStorage } from "@/signaling/cluster/shared_storage.ts";
import type { SharedRecord, Written } from "@/signaling/cluster/shared_store.ts";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { NEW_ACCESS } from "@/signaling/room/room_access.ts";
import { newRoom } from "../access/access_kit.ts";
import { settle } from "./fake_store.ts";

function world() {
  const { room } = newRoom();
  const copy = new MemoryStorage();
  const written: SharedRecord[] = [];
  const restored: string[] = [];
  const state: { isUp: boolean; isHere: boolean; answer: Written } = {
    ...{ isUp: true, isHere: true, answer: "saved" },
  };
  const storage = new SharedStorage({
    copy,
    store: {
      write: (record) => {
        written.push(record);
        return Promise.resolve(state.answer);
      },
      restore: (records) => {
        restored.push(...records.map((record) => record.room));
        return Promise.resolve(true);
      },
    },
    isUp: () => state.isUp,
    isHere: () => state.isHere,
  });
  const load = (access: object | null) =>
    storage.load(room, {
      ...{ kind: "mine", epoch: 1, call: null, floor: 0 },
      access: access && JSON.stringify(access),
    });
  const turn = () => (copy.readAccess(room) as { value: { turn: number } }).value.turn;
  return { room, copy, written, restored, state, storage, load, turn };
}

const decided = (turn: number) => ({ ...NEW_ACCESS, turn, locked: true });

Deno.test("of the shared record and the copy the newer one counts, and is in both afterwards", () => {
  for (const [shared, own, wins] of [[3, 2, 3], [2, 3, 3], [2, 2, 2]] as const) {
    const { room, copy, written, load, turn } = world();
    copy.saveAccess({ room, record: decided(own), decided: true });
    load(decided(shared));
    assert.equal(turn(), wins);
    assert.equal(written.length, own > shared ? 1 : 0);
  }
  const { room, copy, written, load } = world();
  copy.saveAccess({ room, record: decided(1), decided: true });
  load(null); // the store has lost it
  assert.deepEqual(written.map(({ kind }) => kind), ["access"]);
});

Deno.test("a record of a newer version is never replaced by an older copy", () => {
  const { room, copy, written, load } = world();
  copy.saveAccess({ room, record: decided(9), decided: true });
  load({ from: "the future" });
  assert.deepEqual(copy.readAccess(room), { kind: "found", value: { from: "the future" } });
  assert.deepEqual(written, []);
});

Deno.test("of a room that lives elsewhere nothing is known, and without the store nothing is kept", () => {
  const { room, state, storage, load, copy } = world();
  load(decided(1));
  assert.equal(storage.readAccess(room).kind, "found");
  state.isHere = false;
  assert.equal(storage.readAccess(room).kind, "unreadable");
  state.isUp = false;
  const row = { room, record: decided(2), decided: true };
  assert.equal(storage.saveAccess(row), "failed");
  assert.equal(copy.readAccess(room).kind, "found", "but the copy has it");
});

Deno.test("an empty store gets all decisions back of which there is a copy", async () => {
  const { copy, restored, storage } = world();
  const rooms = Array.from({ length: 450 }, () => newRoom().room).sort();
  for (const room of rooms) copy.saveAccess({ room, record: decided(1), decided: true });
  copy.saveAccess({ room: newRoom().room, record: NEW_ACCESS, decided: false });
  await storage.restore();
  assert.deepEqual(restored, rooms);
});

Deno.test("what the store did not answer for is written again, the newest of each room, until it does", async () => {
  const { room, state, storage, load, written } = world();
  load(decided(1));
  state.answer = null;
  for (const turn of [2, 3]) {
    storage.saveAccess({ room, record: decided(turn), decided: true });
  }
  storage.saveCall({ room, openedAt: 1, number: 1, ended: false, members: [] });
  storage.deleteCall(room, 7);
  await settle();
  written.length = 0;
  storage.writePending();
  assert.deepEqual(written.map(({ kind }) => kind), ["access", "no-call"]);
  assert.match(JSON.stringify(written[0]), /\\"turn\\":3/);
  await settle();
  written.length = 0;
  state.answer = "saved";
  storage.writePending();
  await settle();
  storage.writePending();
  assert.equal(written.length, 2, "once more, and then no more");
  state.answer = null;
  storage.deleteCall(room);
  await settle();
  storage.forget(room); // the room lives elsewhere
  written.length = 0;
  storage.writePending();
  assert.deepEqual(written, []);
});
