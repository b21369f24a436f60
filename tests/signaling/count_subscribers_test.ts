// Who watches which room.
import assert from "node:assert/strict";
import type { ClientConnection } from "@/signaling/room/connection.ts";
import { CountSubscribers } from "@/signaling/count_subscribers.ts";

function connection(): ClientConnection {
  return {
    sink: { notify: () => {}, heardAt: () => 0, drop: () => {} },
    watching: null,
    waiting: null,
    admitted: null,
    unlocked: null,
    address: "",
  };
}

Deno.test("a connection subscribes to one room at a time", () => {
  const watchers = new CountSubscribers();
  const [a, b] = [connection(), connection()];
  watchers.add(a, "ala");
  watchers.add(b, "ala");
  watchers.add(a, "too");
  assert.deepEqual([[...watchers.of("ala")], [...watchers.of("too")]], [[b], [a]]);
  assert.deepEqual([a.watching, watchers.count()], ["too", 2]);
});

Deno.test("a room that nobody watches any more takes no memory", () => {
  const watchers = new CountSubscribers();
  const a = connection();
  for (let n = 0; n < 100; n++) watchers.add(a, `room-${n}`);
  assert.equal(watchers.rooms, 1);
  watchers.remove(a);
  watchers.remove(a);
  assert.deepEqual([watchers.rooms, watchers.count(), a.watching], [0, 0, null]);
  assert.deepEqual([...watchers.of("room-99")], []);
});
