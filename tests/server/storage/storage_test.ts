// Both stores keep the same promises: what is saved is read, the decided is never evicted.
import assert from "node:assert/strict";
import { type CallRecord, MemoryStorage, type Storage } from "@/signaling/mod.ts";
import type { StorageBounds } from "@/signaling/storage.ts";
import { DataDir } from "./kit.ts";

type Opening = (bounds?: Partial<StorageBounds>) => Storage;

function test(what: string, run: (open: Opening) => void): void {
  Deno.test(`in memory: ${what}`, () => run((bounds) => new MemoryStorage(bounds)));
  Deno.test(`on disk: ${what}`, () => {
    using dir = new DataDir();
    run((bounds = {}) => dir.open({ bounds }));
  });
}

const RECORD = { turn: 1, locked: true };

test("a record is what was saved last, and none after it was deleted", (open) => {
  const storage = open();
  assert.deepEqual(storage.readAccess("ala"), { kind: "none" });
  storage.saveAccess({ room: "ala", record: { turn: 0 }, decided: false });
  storage.saveAccess({ room: "ala", record: RECORD, decided: true });
  assert.deepEqual(storage.readAccess("ala"), { kind: "found", value: RECORD });
  assert.deepEqual(storage.counts(), { decided: 1, undecided: 0, calls: 0 });
  storage.deleteAccess("ala");
  assert.deepEqual(storage.readAccess("ala"), { kind: "none" });
  assert.deepEqual(storage.counts(), { decided: 0, undecided: 0, calls: 0 });
  storage.close();
});

test("the decided never makes room: one more is refused, a known one is not", (open) => {
  const storage = open({ decided: 3, undecided: 2 });
  const save = (room: string, decided: boolean) =>
    storage.saveAccess({ room, record: RECORD, decided });
  for (const room of ["a", "b", "c"]) assert.equal(save(room, true), "saved");
  for (let n = 0; n < 50; n++) assert.equal(save(`made-up-${n}`, false), "saved");
  assert.equal(save("d", true), "full");
  assert.equal(save("made-up-49", true), "full");
  assert.equal(save("a", true), "saved");
  for (const room of ["a", "b", "c", "made-up-48", "made-up-49"]) {
    assert.equal(storage.readAccess(room).kind, "found", room);
  }
  assert.deepEqual(storage.counts(), { decided: 3, undecided: 2, calls: 0 });
  storage.close();
});

test("call records: the oldest goes first, and its number is never given again", (open) => {
  const storage = open({ calls: 2 });
  const call = (room: string, number: number): CallRecord => (
    { room, number, openedAt: 5, ended: number === 7, members: [{ id: "a" }] }
  );
  storage.saveCall(call("a", 7));
  storage.saveCall(call("b", 3));
  storage.saveCall(call("a", 8));
  assert.equal(storage.callFloor(), 0);
  storage.saveCall(call("c", 4));
  assert.equal(storage.callFloor(), 3);
  assert.deepEqual(storage.readCall("b"), { kind: "none" });
  assert.deepEqual(storage.readCall("a"), { kind: "found", value: call("a", 8) });
  assert.deepEqual([...storage.calls()], [call("a", 8), call("c", 4)]);
  storage.deleteCall("a");
  assert.equal(storage.callFloor(), 8);
  assert.equal(storage.counts().calls, 1);
  storage.close();
});
