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
    host: "",
  };
}

Deno.test("a connection subscribes to one room at a time", () => {
  const subscribers = new CountSubscribers();
  const [a, b] = [connection(), connection()];
  subscribers.add(a, "ala");
  subscribers.add(b, "ala");
  subscribers.add(a, "too");
  assert.deepEqual([[...subscribers.of("ala")], [...subscribers.of("too")]], [[b], [a]]);
  assert.deepEqual([a.watching, subscribers.count()], ["too", 2]);
});

Deno.test("a room that nobody watches any more takes no memory", () => {
  const subscribers = new CountSubscribers();
  const a = connection();
  for (let n = 0; n < 100; n++) subscribers.add(a, `room-${n}`);
  assert.equal(subscribers.rooms, 1);
  subscribers.remove(a);
  subscribers.remove(a);
  assert.deepEqual([subscribers.rooms, subscribers.count(), a.watching], [0, 0, null]);
  assert.deepEqual([...subscribers.of("room-99")], []);
});
