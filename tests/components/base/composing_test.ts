// Keys that belong to an input method, as each engine reports them.
import assert from "node:assert/strict";
import { isComposing } from "@/components/base/composing.ts";

Deno.test("the Enter that ends a composition is the input method's, in every engine", () => {
  const enters = {
    "Chromium and Firefox, while composing": { isComposing: true, keyCode: 229 },
    "Firefox of before, while composing": { isComposing: true, keyCode: 13 },
    "WebKit, after compositionend": { isComposing: false, keyCode: 229 },
  };
  for (const [engine, event] of Object.entries(enters)) assert.ok(isComposing(event), engine);
  assert.ok(!isComposing({ isComposing: false, keyCode: 13 }), "the next Enter sends");
});
