// Recent rooms: newest first, each once, whatever else is stored.
import assert from "node:assert/strict";
import { forgetRecent, noteRecent, recentRooms } from "@/call/recent_rooms.ts";
import { fakeStore } from "../fakes/ports.ts";
import { settled } from "../fakes/random.ts";
import { Town } from "../fakes/client_world.ts";

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

Deno.test("the way back takes along what the link carried", async () => {
  const key = "2bWq7C0yJm5kq3d9ZxT1Ag";
  const page = new Town().open("room1", { fragment: `#k=${key}` });
  await settled();
  page.call.membership.join("Асан");
  await settled();
  assert.deepEqual(recentRooms(page.store).map(({ room, fragment }) => [room, fragment]), [
    ["room1", `#k=${key}`],
  ]);
  forgetRecent(page.store);
  assert.deepEqual(recentRooms(page.store), []);
  const store = fakeStore();
  store.set("browser", "recent", JSON.stringify([{ room: "a", at: 1, fragment: "?x" }]));
  assert.deepEqual(recentRooms(store), [], "an end that no link of ours has");
});

Deno.test("stored nonsense is no room", () => {
  for (const text of ["", "{", "7", "{}", '[null,3,{"room":""},{"room":"a"},{"at":1}]']) {
    const store = fakeStore();
    store.set("browser", "recent", text);
    assert.deepEqual(recentRooms(store), [], text);
  }
});
