// What is being written is not lost: over a reload, over an edit that is given up.
import assert from "node:assert/strict";
import { Draft } from "@/call/chat/draft.ts";
import { fakeStore } from "../fakes/ports.ts";

Deno.test("a draft survives a reload of the page, room by room", () => {
  const store = fakeStore();
  new Draft(store, "ala").write("башталган сөз");
  assert.equal(new Draft(store, "ala").text.value, "башталган сөз");
  assert.equal(new Draft(store, "too").text.value, "");
  const later = new Draft(store, "ala");
  later.done();
  assert.equal(new Draft(store, "ala").text.value, "");
});

Deno.test("an edit borrows the field, and gives back what was written before", () => {
  const draft = new Draft(fakeStore(), "ala");
  draft.write("жаңы ой");
  draft.edit("x", "эски сөз");
  draft.write("оңдолгон сөз");
  assert.deepEqual(draft.purpose.value, { kind: "edit", target: "x" });
  draft.cancel();
  assert.equal(draft.text.value, "жаңы ой");
  draft.edit("x", "эски сөз");
  draft.done();
  assert.equal(draft.text.value, "жаңы ой");
  assert.deepEqual(draft.purpose.value, { kind: "new" });
});

Deno.test("a reply that is given up leaves its words as something new", () => {
  const draft = new Draft(fakeStore(), "ala");
  draft.reply("x", { name: "Асан", quote: "салам" });
  draft.write("жооп");
  draft.cancel();
  assert.equal(draft.text.value, "жооп");
  assert.equal(draft.purpose.value.kind, "new");
  draft.edit("y", "эски");
  draft.reply("x", { name: "Асан", quote: "салам" });
  assert.equal(draft.text.value, "жооп", "the edit's words do not become the reply");
  draft.done();
  assert.equal(draft.text.value, "");
});
