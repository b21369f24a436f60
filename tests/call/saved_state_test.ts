// What a browser stored under the names of earlier versions is read by this one.
import assert from "node:assert/strict";
import { Draft } from "@/call/chat/draft.ts";
import { Preferences } from "@/call/preferences.ts";
import { isHostSomewhere, recentRooms, STORE_PREFIX } from "@/call/recent_rooms.ts";
import { SavedState } from "@/call/saved_state.ts";
import { Volumes } from "@/call/audio/volumes.ts";
import { fakeStore } from "../fakes/ports.ts";

const BROWSER = {
  name: "Асан",
  "host:room1": "a host key",
  "key:room1": "a room key",
  "wants:mic": "off",
  "device:camera": "cam-2",
  settings: `{"noise":false}`,
  volumes: `[["member1",{"level":0.5,"muted":false}]]`,
  recent: `[{"room":"room1","at":7}]`,
};
const PAGE = {
  "seat:room1": "a seat",
  "closing:room1": "12",
  "copy:room1": "a snapshot",
  "pin:room1": "member1:screen",
  "link:room1": `{"host":"h","invite":"i","keyless":true,"made":false}`,
  "call:room1": "one two",
  "outbox:room1": `[{"id":"m1","text":"салам"}]`,
  "draft:room1": "кандай",
};

Deno.test("seats, keys, choices and unsent messages of an earlier version are still there", () => {
  assert.equal(STORE_PREFIX, "juz:");
  const store = fakeStore();
  for (const [key, value] of Object.entries(BROWSER)) store.set("browser", key, value);
  for (const [key, value] of Object.entries(PAGE)) store.set("page", key, value);
  const state = new SavedState(store);
  assert.deepEqual(
    [state.name, state.hostKey("room1"), state.roomKey("room1"), state.devices()],
    ["Асан", "a host key", "a room key", { camera: "cam-2" }],
  );
  assert.deepEqual([state.wants("mic"), state.wants("camera")], [false, true]);
  assert.deepEqual(
    [state.seat("room1"), state.copy("room1"), state.pin("room1"), state.takeClosing("room1")],
    ["a seat", "a snapshot", "member1:screen", 12],
  );
  const link = { host: "h", invite: "i", keyless: true, made: false };
  assert.deepEqual(state.untried("room1"), link);
  assert.deepEqual(state.calls("room1"), ["one", "two"]);
  assert.deepEqual(state.outbox("room1"), [{ id: "m1", text: "салам" }]);
  assert.equal(new Draft({ store, room: "room1" }).text.value, "кандай");
  assert.equal(new Preferences(store).settings.value.noise, false);
  assert.equal(new Volumes(store).gainOf("member1"), 0.5);
  assert.deepEqual([recentRooms(store), isHostSomewhere(store)], [
    [{ room: "room1", at: 7 }],
    true,
  ]);
});
