// Who watches which room.
import assert from "node:assert/strict";
import type { Visitor } from "@/signaling/visitor.ts";
import { Watchers } from "@/signaling/watchers.ts";

function visitor(): Visitor {
  return {
    outlet: { notify: () => {}, heardAt: () => 0, drop: () => {} },
    place: null,
    watching: null,
    waiting: null,
    admitted: null,
    unlocked: null,
    address: "",
  };
}

Deno.test("a visitor watches one room at a time", () => {
  const watchers = new Watchers();
  const [a, b] = [visitor(), visitor()];
  watchers.add(a, "ala");
  watchers.add(b, "ala");
  watchers.add(a, "too");
  assert.deepEqual([[...watchers.of("ala")], [...watchers.of("too")]], [[b], [a]]);
  assert.deepEqual([a.watching, watchers.count()], ["too", 2]);
});

Deno.test("a room that nobody watches any more takes no memory", () => {
  const watchers = new Watchers();
  const a = visitor();
  for (let n = 0; n < 100; n++) watchers.add(a, `room-${n}`);
  assert.equal(watchers.rooms, 1);
  watchers.remove(a);
  watchers.remove(a);
  assert.deepEqual([watchers.rooms, watchers.count(), a.watching], [0, 0, null]);
  assert.deepEqual([...watchers.of("room-99")], []);
});
