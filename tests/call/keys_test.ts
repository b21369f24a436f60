// Keys by their place: they work on every layout, and never while somebody writes.
import assert from "node:assert/strict";
import { type Action, actionOf, type Press, SINGLE_KEYS, type Where } from "@/call/keys.ts";

const HERE: Where = { typing: false, covered: false, singleKeys: true };

function press(code: string, more: Partial<Press> = {}): Press {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return { code, key: "", repeat: false, ...plain, ...more };
}

Deno.test("actionOf() goes by the key's place: M on a Cyrillic layout types «ь»", () => {
  assert.equal(actionOf(press("KeyM", { key: "ь" }), HERE), "mic");
  assert.equal(actionOf(press("KeyM", { key: "m" }), HERE), "mic");
  assert.equal(actionOf(press("KeyX", { key: "m" }), HERE), null);
  for (const [code, action] of Object.entries(SINGLE_KEYS)) {
    assert.equal(actionOf(press(code), HERE), action);
  }
});

Deno.test("actionOf() leaves letters to whoever writes, and keys to an open dialog", () => {
  for (const code of [...Object.keys(SINGLE_KEYS), "Digit1", "Digit0", "Slash"]) {
    assert.equal(actionOf(press(code), { ...HERE, typing: true }), null, code);
    assert.equal(actionOf(press(code), { ...HERE, covered: true }), null, code);
    assert.equal(actionOf(press(code), { ...HERE, singleKeys: false }), null, code);
    assert.equal(actionOf(press(code, { repeat: true }), HERE), null, code);
    assert.equal(actionOf(press(code, { altKey: true }), HERE), null, code);
  }
});

Deno.test("Ctrl+D and Ctrl+E work while writing, with ⌘ as well, and no other letter does", () => {
  const writing = { ...HERE, typing: true, singleKeys: false };
  for (const key of ["ctrlKey", "metaKey"] as const) {
    assert.equal(actionOf(press("KeyD", { [key]: true }), writing), "mic");
    assert.equal(actionOf(press("KeyE", { [key]: true }), writing), "camera");
    assert.equal(actionOf(press("KeyC", { [key]: true }), HERE), null, "copying is not the chat");
    assert.equal(actionOf(press("KeyD", { [key]: true, shiftKey: true }), HERE), null);
  }
});

Deno.test("digits pin, F6 goes from region to region, ? shows the list", () => {
  assert.deepEqual(actionOf(press("Digit3"), HERE), { pin: 3 });
  assert.deepEqual(actionOf(press("Numpad9"), HERE), { pin: 9 });
  assert.equal(actionOf(press("Digit0"), HERE), "pinSelf");
  const f6: [Partial<Press>, Action][] = [[{}, "regionNext"], [{ shiftKey: true }, "regionBack"]];
  for (const [more, action] of f6) {
    assert.equal(actionOf(press("F6", more), { ...HERE, typing: true, singleKeys: false }), action);
  }
  assert.equal(actionOf(press("Slash", { shiftKey: true, key: "," }), HERE), "help");
  assert.equal(actionOf(press("Digit7", { shiftKey: true, key: "?" }), HERE), "help");
});

Deno.test("no name of an object's own leads to an action", () => {
  for (const code of ["constructor", "toString", "__proto__", ""]) {
    assert.equal(actionOf(press(code), HERE), null);
  }
});
