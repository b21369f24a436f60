// Figures of the server are kept, not counted: asking for them costs the same however many there are.
import assert from "node:assert/strict";
import { WaitingRooms } from "@/signaling/access/waiting_rooms.ts";
import { CountSubscribers } from "@/signaling/count_subscribers.ts";
import { pick, seeded } from "../fakes/random.ts";
import { startDirectory } from "./room_directory_kit.ts";

const WALKS = ["keys", "values", "entries", Symbol.iterator] as const;

/** How many entries of maps and sets are looked at in the meantime, whatever way that is done. */
function looksOf(run: () => void): number {
  let looks = 0;
  const undo: (() => void)[] = [];
  const replace = (holder: object, name: PropertyKey, by: unknown) => {
    const real = Reflect.get(holder, name);
    undo.push(() => Reflect.set(holder, name, real));
    Reflect.set(holder, name, by);
  };
  for (const holder of [Map.prototype, Set.prototype]) {
    for (const name of WALKS) {
      const real: () => Iterable<unknown> = Reflect.get(holder, name);
      replace(holder, name, function* (this: unknown) {
        for (const entry of real.call(this)) {
          looks += 1;
          yield entry;
        }
      });
    }
    const forEach: (act: (...said: unknown[]) => void) => void = Reflect.get(holder, "forEach");
    replace(holder, "forEach", function (this: unknown, act: (...said: unknown[]) => void) {
      forEach.call(this, (...said) => {
        looks += 1;
        act(...said);
      });
    });
  }
  try {
    run();
  } finally {
    for (const back of undo) back();
  }
  return looks;
}

Deno.test("whatever way entries of maps and sets are looked at, it is counted", () => {
  const map = new Map([[1, 1], [2, 2], [3, 3]]);
  const set = new Set(map.keys());
  for (const all of [map, set]) {
    const ways: (() => unknown)[] = [
      () => all.forEach(() => {}),
      () => [...all],
      () => [...all.keys()],
      () => all.entries().toArray(),
      () => all.values().reduce((sum, one) => sum + one, 0),
    ];
    assert.deepEqual(ways.map((way) => looksOf(() => void way())), ways.map(() => 3));
  }
  assert.equal(looksOf(() => void map.get(1)), 0);
});

Deno.test("who watches and who waits: the counts are right, and nobody is counted for them", () => {
  const random = seeded(3);
  const { connection } = startDirectory();
  const all = Array.from({ length: 60 }, () => connection().sender);
  const [subscribers, waitingRooms] = [new CountSubscribers(), new WaitingRooms()];
  for (let step = 0; step < 3_000; step++) {
    const one = pick(random, all);
    const room = `room${Math.floor(random() * 40)}`;
    const chance = random();
    if (chance < 0.4) subscribers.add(one, room);
    else if (chance < 0.5) subscribers.remove(one);
    else if (chance < 0.9) {
      waitingRooms.add(one, { room, id: `${step}`, name: "A", since: 1, suspect: false });
    } else waitingRooms.remove(one);
  }
  assert.equal(subscribers.count(), all.filter(({ watching }) => watching !== null).length);
  assert.equal(waitingRooms.count(), all.filter(({ waiting }) => waiting !== null).length);
  assert.ok(subscribers.count() > 10 && waitingRooms.count() > 10);
  assert.equal(looksOf(() => void (subscribers.count() + waitingRooms.count())), 0);
});
