// What is being written is not lost: over a reload, over an edit that is given up.
import assert from "node:assert/strict";
import { Draft } from "@/call/chat/draft.ts";
import { MAX_TEXT } from "@/protocol/limits.ts";
import { fakeStore } from "../../fakes/ports.ts";

Deno.test("a draft survives a reload of the page, room by room", () => {
  const store = fakeStore();
  new Draft({ store, room: "ala" }).write("башталган сөз");
  assert.equal(new Draft({ store, room: "ala" }).text.value, "башталган сөз");
  assert.equal(new Draft({ store, room: "too" }).text.value, "");
  const later = new Draft({ store, room: "ala" });
  later.done();
  assert.equal(new Draft({ store, room: "ala" }).text.value, "");
});

Deno.test("an edit borrows the field, and gives back what was written before", () => {
  const draft = new Draft({ store: fakeStore(), room: "ala" });
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
  const draft = new Draft({ store: fakeStore(), room: "ala" });
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

Deno.test("a text that would flood the others is too long, and an edit stays one message", () => {
  let seals = false;
  const draft = new Draft({ store: fakeStore(), room: "ala", seals: () => seals });
  draft.write("а".repeat(5 * MAX_TEXT));
  assert.ok(!draft.isTooLong.value);
  draft.write("а".repeat(5 * MAX_TEXT + 1));
  assert.ok(draft.isTooLong.value);
  draft.edit("x", "а".repeat(MAX_TEXT));
  assert.ok(!draft.isTooLong.value);
  draft.write("а".repeat(MAX_TEXT + 1));
  assert.ok(draft.isTooLong.value);
  seals = true;
  draft.write("а".repeat(MAX_TEXT - 1));
  assert.ok(draft.isTooLong.value, "encrypted words take more room");
});

Deno.test("a flood that was pasted is not kept, what was written before it is", () => {
  const store = fakeStore();
  const draft = new Draft({ store, room: "ala" });
  const reloaded = () => new Draft({ store, room: "ala" }).text.value;
  draft.write("башталган сөз");
  draft.write("x".repeat(1_000_000));
  assert.equal(draft.text.value.length, 1_000_000, "it can be shortened");
  assert.equal(reloaded(), "башталган сөз");
  draft.write("x".repeat(100));
  assert.equal(reloaded(), "x".repeat(100), "it was shortened");
  draft.done();
  assert.equal(reloaded(), "");
});
