// Volumes: for one person alone, remembered by name, whatever else is stored.
import assert from "node:assert/strict";
import { LOUDEST, Volumes } from "@/call/speaking/volumes.ts";
import { fakeStore } from "../../fakes/ports.ts";

Deno.test("a volume is remembered by name, and muting keeps it for later", () => {
  const store = fakeStore();
  const volumes = new Volumes(store);
  assert.equal(volumes.gainOf("Асан"), 1);
  volumes.setLevel("Асан", 1.5);
  volumes.setMuted("Асан", true);
  assert.equal(volumes.gainOf("Асан"), 0);
  const later = new Volumes(store);
  assert.equal(later.gainOf("Асан"), 0);
  later.setMuted("Асан", false);
  assert.equal(later.gainOf("Асан"), 1.5);
  assert.equal(later.gainOf("__proto__"), 1);
});

Deno.test("a volume stays between silence and twice the sound", () => {
  const volumes = new Volumes(fakeStore());
  volumes.setLevel("Асан", 7);
  assert.equal(volumes.gainOf("Асан"), LOUDEST);
  volumes.setLevel("Асан", -1);
  assert.equal(volumes.gainOf("Асан"), 0);
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
