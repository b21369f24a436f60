// Double clicks mean what was there at their first half.
import assert from "node:assert/strict";
import { PressGuard } from "@/components/base/press_guard.ts";

const [deleting, sure] = [{}, {}];
const click = (control: object | null, detail: number, trusted = true) => ({
  control,
  detail,
  trusted,
});

Deno.test("the second half of a double click on what came under the mouse is nothing", () => {
  const guard = new PressGuard();
  assert.equal(guard.isMeant(click(deleting, 1)), true);
  assert.equal(guard.isMeant(click(sure, 2)), false);
  assert.equal(guard.isMeant(click(sure, 3)), true, "by then it was there for a click's time");
});

Deno.test("a double click on one button, and single clicks on others, are as they were", () => {
  const guard = new PressGuard();
  for (const [control, detail] of [[deleting, 1], [deleting, 2], [sure, 1], [null, 2]] as const) {
    const isMeant = control !== null;
    assert.equal(guard.isMeant(click(control, detail)), isMeant);
  }
  assert.equal(guard.isMeant(click(sure, 1)), true);
});

Deno.test("a script's click, and one that assistive technology makes, always counts", () => {
  const guard = new PressGuard();
  guard.isMeant(click(deleting, 1));
  assert.equal(guard.isMeant(click(sure, 2, false)), true);
  assert.equal(guard.isMeant(click(deleting, 0)), true);
});
