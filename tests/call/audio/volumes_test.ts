// Volumes: for one person alone, remembered by member, whatever else is stored.
import assert from "node:assert/strict";
import { LOUDEST, Volumes } from "@/call/audio/volumes.ts";
import { fakeStore } from "../../fakes/ports.ts";

Deno.test("a volume is remembered by name, and muting keeps it for later", () => {
  const store = fakeStore();
  const volumes = new Volumes(store);
  assert.equal(volumes.gainOf("id-asan"), 1);
  volumes.setLevel("id-asan", 1.5);
  volumes.setMuted("id-asan", true);
  assert.equal(volumes.gainOf("id-asan"), 0);
  const later = new Volumes(store);
  assert.equal(later.gainOf("id-asan"), 0);
  later.setMuted("id-asan", false);
  assert.equal(later.gainOf("id-asan"), 1.5);
  assert.equal(later.gainOf("__proto__"), 1);
});

Deno.test("a volume stays between silence and twice the sound", () => {
  const volumes = new Volumes(fakeStore());
  volumes.setLevel("id-asan", 7);
  assert.equal(volumes.gainOf("id-asan"), LOUDEST);
  volumes.setLevel("id-asan", -1);
  assert.equal(volumes.gainOf("id-asan"), 0);
});

Deno.test("the hundred newest names are kept, and stored nonsense is not", () => {
  const store = fakeStore();
  const volumes = new Volumes(store);
  for (let n = 0; n < 150; n++) volumes.setLevel(`${n}`, 0.5);
  assert.equal(new Volumes(store).all.value.size, 100);
  assert.equal(new Volumes(store).gainOf("149"), 0.5);
  for (const text of ["", "{", "7", '[["a",{"level":9,"muted":false}],["b"],3,null]']) {
    store.set("browser", "volumes", text);
    assert.equal(new Volumes(store).all.value.size, 0, text);
  }
});

Deno.test("what was set for one person holds for no other of that name, whoever kept it by name", () => {
  const store = fakeStore();
  store.set("browser", "volumes", JSON.stringify([["Асан", { level: 1, muted: true }]]));
  const volumes = new Volumes(store);
  volumes.setMuted("id-1", true);
  assert.deepEqual(["id-1", "id-2"].map((id) => volumes.gainOf(id)), [0, 1]);
  assert.equal(volumes.all.value.has("Асан"), true, "what was stored is read");
});
