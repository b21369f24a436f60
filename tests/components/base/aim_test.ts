// Whom a press means while the person on the button changes.
import assert from "node:assert/strict";
import { Aim } from "@/components/base/aim.ts";

Deno.test("a press means whom the button named when it came down", () => {
  const aim = new Aim("a");
  aim.press(1_000);
  aim.show("b", 1_050); // a has left meanwhile
  assert.equal(aim.click(1_100), "a");
  aim.press(2_000);
  assert.equal(aim.click(2_050), "b");
});

Deno.test("a press on a name that has only just come means nobody, and a later one means them", () => {
  const aim = new Aim("a");
  aim.show("b", 1_000);
  aim.press(1_100);
  assert.equal(aim.click(1_150), null);
  aim.press(1_300);
  assert.equal(aim.click(1_350), "b");
});

Deno.test("a click without a press means whom the button names", () => {
  const aim = new Aim("a");
  aim.show("b", 1_000);
  assert.equal(aim.click(1_000), "b");
  aim.press(2_000); // and slid away
  aim.show("c", 3_000);
  assert.equal(aim.click(9_000), "c");
});

Deno.test("what comes under a finger that is coming down means nothing, unless the mouse went there", () => {
  const aim = new Aim("a", 1_000);
  aim.press(1_100);
  assert.equal(aim.click(1_150), null);
  aim.press(1_300);
  assert.equal(aim.click(1_350), "a");
  aim.show("b", 2_000);
  aim.move();
  aim.press(2_050);
  assert.equal(aim.click(2_060), "b");
});

Deno.test("the second half of a double click means nobody but whom the first one meant", () => {
  const aim = new Aim("a");
  assert.equal(aim.click(1_000), "a");
  aim.show("b", 1_050);
  aim.press(1_400);
  assert.equal(aim.click(1_450, { clicks: 2 }), null);
  aim.press(2_400);
  assert.equal(aim.click(2_450), "b");
  assert.equal(aim.click(2_600, { clicks: 2 }), "b");
});
