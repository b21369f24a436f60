// Recent rooms: newest first, each once, whatever else is stored.
import assert from "node:assert/strict";
import { forgetRecent, noteRecent, recentRooms } from "@/call/recent.ts";
import { fakeStore } from "../fakes/ports.ts";

Deno.test("rooms are remembered newest first, each once, six at most", () => {
  const store = fakeStore();
  for (let at = 1; at <= 9; at++) noteRecent(store, { room: `r${at}`, at });
  noteRecent(store, { room: "r7", at: 10 });
  assert.deepEqual(recentRooms(store).map(({ room }) => room), [
    "r7",
    "r9",
    "r8",
    "r6",
    "r5",
    "r4",
  ]);
  forgetRecent(store);
  assert.deepEqual(recentRooms(store), []);
});

Deno.test("stored nonsense is no room", () => {
  for (const text of ["", "{", "7", "{}", '[null,3,{"room":""},{"room":"a"},{"at":1}]']) {
    const store = fakeStore();
    store.set("browser", "recent", text);
    assert.deepEqual(recentRooms(store), [], text);
  }
});
