// A press asks for what the label said to the person, whatever became of the state meanwhile.
import assert from "node:assert/strict";
import { Intent, REACTION_MS } from "@/components/base/press_intent.ts";

const HAND = { trusted: true, clicks: 1 };

Deno.test("a press asks for the opposite of what is shown", () => {
  const intent = new Intent(false, { now: 0 });
  assert.equal(intent.press(1_000, HAND), true);
  intent.show(true, 1_010);
  assert.equal(intent.press(1_200, HAND), false, "one's own change is read at once");
});

Deno.test("a change that came by itself is not read at once", () => {
  const intent = new Intent(false, { now: 0 });
  intent.show(true, 1_000); // a device opened, a host muted, a track ended
  assert.equal(intent.press(1_000 + REACTION_MS - 1, HAND), true);
  assert.equal(intent.press(1_000 + REACTION_MS, HAND), false);
});

Deno.test("a key is not surprised by what a button of the same page has just changed", () => {
  const last = { at: -Infinity };
  const [button, key] = [true, true].map((on) => new Intent(on, { now: 0, last }));
  assert.equal(button?.press(1_000, HAND), false);
  for (const one of [button, key]) one?.show(false, 1_010);
  assert.equal(key?.press(1_050, HAND), true);
});

Deno.test("a script that reads the label and presses in the same moment is taken at its word", () => {
  const intent = new Intent(false, { now: 0 });
  intent.show(true, 1_000);
  assert.equal(intent.press(1_001, { trusted: false }), false);
});

Deno.test("what the finger came down on counts, not what is there when it is lifted", () => {
  const intent = new Intent(false, { now: 0 });
  const seen = intent.read(1_000, true);
  intent.show(true, 1_001);
  assert.equal(intent.press(5_000, { ...HAND, seen }), true);
});

Deno.test("a double click is one press, also when the device opens between its halves", () => {
  const late = new Intent(false, { now: 0 });
  assert.equal(late.press(1_000, HAND), true);
  late.show(true, 1_200);
  assert.equal(late.press(1_300, { trusted: true, clicks: 2 }), true);
  const quick = new Intent(false, { now: 0 });
  assert.equal(quick.press(1_000, HAND), true);
  quick.show(true, 1_005);
  assert.equal(quick.press(1_150, { trusted: true, clicks: 2 }), true);
  assert.equal(quick.press(1_400, { trusted: true, clicks: 3 }), false, "two presses on purpose");
});

Deno.test("the second half of a double click on something else is nothing", () => {
  const fresh = new Intent(true, { now: 1_000 });
  assert.equal(fresh.press(1_100, { trusted: true, clicks: 2 }), null);
  assert.equal(fresh.press(1_100, HAND), false);
});

Deno.test("who waits and presses once more as it opens means the same", () => {
  const intent = new Intent(false, { now: 0 });
  intent.press(1_000, HAND);
  intent.show(false, 1_010, { busy: true });
  intent.show(true, 3_000);
  assert.equal(intent.press(3_000 + REACTION_MS - 1, HAND), true);
  assert.equal(intent.press(3_000 + REACTION_MS, HAND), false);
});

Deno.test("a change is seen when it reaches the screen, however late that is", () => {
  const intent = new Intent(false, { now: 0 });
  intent.show(true, 1_000, { paintedAt: Infinity });
  assert.equal(intent.read(5_000, true), true);
  intent.painted(6_000);
  assert.equal(intent.read(5_000, true), true, "a press that the busy page handles only now");
  assert.equal(intent.read(6_000 + REACTION_MS - 1, true), true);
  intent.painted(7_000);
  assert.equal(intent.read(6_000 + REACTION_MS, true), false);
});

Deno.test("after a permission prompt the change is still one's own", () => {
  const intent = new Intent(false, { now: 0 });
  intent.press(1_000, HAND);
  intent.show(true, 21_000);
  assert.equal(intent.press(21_100, HAND), false);
});
