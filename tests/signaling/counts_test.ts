// Figures of the server are kept, not counted: asking for them costs the same however many there are.
import assert from "node:assert/strict";
import { Lobbies } from "@/signaling/lobbies.ts";
import { Watchers } from "@/signaling/watchers.ts";
import { pick, seeded } from "../fakes/random.ts";
import { startHub } from "./hub_kit.ts";

/** How many entries of maps and sets are looked at in the meantime. */
function looksOf(run: () => void): number {
  const { values } = Map.prototype;
  let looks = 0;
  Map.prototype.values = function* <V>(this: Map<unknown, V>) {
    for (const value of values.call(this)) {
      looks += 1;
      yield value;
    }
  } as typeof values;
  try {
    run();
  } finally {
    Map.prototype.values = values;
  }
  return looks;
}

Deno.test("who watches and who waits: the counts are right, and nobody is counted for them", () => {
  const random = seeded(3);
  const { visitor } = startHub();
  const all = Array.from({ length: 60 }, () => visitor().sender);
  const [watchers, lobbies] = [new Watchers(), new Lobbies()];
  for (let step = 0; step < 3_000; step++) {
    const one = pick(random, all);
    const room = `room${Math.floor(random() * 40)}`;
    const chance = random();
    if (chance < 0.4) watchers.add(one, room);
    else if (chance < 0.5) watchers.remove(one);
    else if (chance < 0.9) {
      lobbies.add(one, { room, id: `${step}`, name: "A", since: 1, suspect: false });
    } else lobbies.remove(one);
  }
  assert.equal(watchers.count(), all.filter(({ watching }) => watching !== null).length);
  assert.equal(lobbies.count(), all.filter(({ waiting }) => waiting !== null).length);
  assert.ok(watchers.count() > 10 && lobbies.count() > 10);
  assert.equal(looksOf(() => void (watchers.count() + lobbies.count())), 0);
});
