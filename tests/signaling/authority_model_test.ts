// Random histories of a server and its restarts: nobody is inside who may not be, nobody does what they may not.
import assert from "node:assert/strict";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import type { AccessRow, CallRecord, Saved, Storage } from "@/signaling/storage.ts";
import { act } from "./authority_acts.ts";
import { Model } from "./authority_model.ts";
import type { ModelOptions } from "./authority_world.ts";

function history(options: ModelOptions, steps: number): Model {
  const model = new Model(options);
  for (let step = 0; step < steps; step++) {
    try {
      act(model);
      model.settle();
    } catch (error) {
      model.trace.push(String(error));
      throw error instanceof assert.AssertionError
        ? new assert.AssertionError({
          message: `step ${step}\n${model.trace.slice(-40).join("\n")}`,
        })
        : error;
    }
  }
  return model;
}

function durable(): MemoryStorage {
  return new MemoryStorage({ undecided: 4, calls: 5 }, { isDurable: true });
}

Deno.test("with a disk, whatever happens and whatever is brought: rights are what was decided last", () => {
  const { met } = history({ seed: 10, disk: durable() }, 20_000);
  const { sentOff: _sentOff, learned: _learned, ...all } = met; // only without a disk
  const { staleSnapshots, refusedStale, removedWhileAway, evictedRooms, evictedRecords } = met;
  const hard = { staleSnapshots, refusedStale, removedWhileAway, evictedRooms, evictedRecords };
  for (const [what, times] of Object.entries(hard)) assert.ok(times > 20, `${what}: ${times}`);
  for (const [what, times] of Object.entries(all)) assert.ok(times > 5, `${what}: ${times}`);
});

Deno.test("with a disk, a key goes with whoever showed it last, over any number of restarts", () => {
  history({ seed: 106, disk: durable() }, 6_000); // was red once
});

Deno.test("without a disk, nobody has more than the newest snapshot says that anybody brought", () => {
  const { met } = history({ seed: 11, disk: null }, 20_000);
  const { staleSnapshots, refusedStale, removedWhileAway, restarts, learned, sentOff } = met;
  const hard = { staleSnapshots, refusedStale, removedWhileAway, restarts, learned, sentOff };
  for (const [what, times] of Object.entries(hard)) assert.ok(times > 20, `${what}: ${times}`);
});

Deno.test("without a disk, who stepped down is no host again, however many snapshots come after", () => {
  history({ seed: 302, disk: null }, 5_400); // was red once: the room's own key in a later snapshot
  history({ seed: 403, disk: null }, 16_400); // was red once: a snapshot between that knew less
});

/** Servers that go on from what is past, each in another way: the model must see it. */
const BREACHES: Record<string, () => Storage> = {
  "who left still belongs to the call": () =>
    planted({ deleteCall: () => "saved", saveCall: (record, real) => keepGrowing(record, real) }),
  "a ban, a lock or an end is forgotten": () =>
    planted({ saveAccess: (row, real) => row.decided ? "saved" : real.saveAccess(row) }),
  "everybody is what they were first": () =>
    planted({ saveCall: (record, real) => firstRoles(record, real) }),
};

for (const [breach, make] of Object.entries(BREACHES)) {
  Deno.test(`the model is red when ${breach}`, () => {
    assert.throws(() => history({ seed: 12, disk: make() }, 20_000), assert.AssertionError);
  });
}

interface Plant {
  deleteCall?: () => Saved;
  saveCall?: (record: CallRecord, real: Storage) => Saved;
  saveAccess?: (row: AccessRow, real: Storage) => Saved;
}

function planted({ deleteCall, saveCall, saveAccess }: Plant): Storage {
  const real = durable();
  const { saveCall: save, deleteCall: remove, saveAccess: access } = real;
  const honest = {
    readCall: real.readCall.bind(real),
    saveCall: save.bind(real),
    saveAccess: access.bind(real),
  };
  const within = Object.assign(Object.create(real), honest) as Storage;
  return Object.assign(real, {
    deleteCall: deleteCall ?? remove.bind(real),
    saveCall: (record: CallRecord) => saveCall?.(record, within) ?? within.saveCall(record),
    saveAccess: (row: AccessRow) => saveAccess?.(row, within) ?? within.saveAccess(row),
  });
}

function membersOf(record: CallRecord): { id: string; role: string }[] {
  return Array.isArray(record.members) ? record.members : [];
}

function before({ room, number }: CallRecord, real: Storage): { id: string; role: string }[] {
  const known = real.readCall(room);
  return known.kind === "found" && known.value.number === number ? membersOf(known.value) : [];
}

function keepGrowing(record: CallRecord, real: Storage): Saved {
  const now = membersOf(record);
  const gone = before(record, real).filter(({ id }) => !now.some((member) => member.id === id));
  return real.saveCall({ ...record, members: [...now, ...gone] });
}

function firstRoles(record: CallRecord, real: Storage): Saved {
  const first = before(record, real);
  const members = membersOf(record).map((member) => ({
    ...member,
    role: first.find(({ id }) => id === member.id)?.role ?? member.role,
  }));
  return real.saveCall({ ...record, members });
}
