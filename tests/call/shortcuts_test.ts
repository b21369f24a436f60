// Keys on every layout: by print or by place, and never while somebody writes.
import assert from "node:assert/strict";
import { type Action, actionOf, type Press, SINGLE_KEYS, type Where } from "@/call/shortcuts.ts";

const HERE: Where = { typing: false, covered: false, singleKeys: true };

function press(code: string, more: Partial<Press> = {}): Press {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return { code, key: "", repeat: false, ...plain, ...more };
}

Deno.test("where a key prints a letter of another script its place counts: M's types «ь»", () => {
  assert.equal(actionOf(press("KeyM", { key: "ь" }), HERE), "mic");
  assert.equal(actionOf(press("KeyM", { key: "m" }), HERE), "mic");
  for (const [letter, action] of Object.entries(SINGLE_KEYS)) {
    assert.equal(actionOf(press(`Key${letter}`), HERE), action);
    assert.equal(actionOf(press(`Key${letter}`, { key: "ж" }), HERE), action);
  }
});

Deno.test("on a Latin layout what a key prints counts, wherever it is and in whatever case", () => {
  const layouts: [layout: string, code: string, key: string, action: Action | null][] = [
    ["AZERTY", "Semicolon", "m", "mic"],
    ["AZERTY", "KeyM", ",", null],
    ["AZERTY", "KeyZ", "w", "layout"],
    ["AZERTY", "KeyW", "z", null],
    ["Dvorak", "KeyI", "c", "chat"],
    ["Dvorak", "KeyC", "j", null],
    ["Dvorak", "KeyD", "e", "react"],
    ["Dvorak", "KeyW", ",", null],
    ["Dvorak", "KeyE", ".", null],
    ["Colemak", "KeyK", "e", "react"],
    ["Turkish", "KeyI", "ı", null],
    ["Spanish", "Semicolon", "ñ", null],
    ["Caps Lock", "KeyM", "M", "mic"],
    ["Greek", "KeyM", "μ", "mic"],
    ["AltGr on Linux", "KeyM", "\u00b5", null],
    ["Arabic", "KeyB", "لا", null],
    ["Georgian", "KeyC", "ც", "chat"],
    ["Thai", "KeyE", "ำ", "react"],
    ["a named key", "KeyM", "Dead", null],
    ["an input method", "KeyM", "Process", "mic"],
  ];
  for (const [layout, code, key, action] of layouts) {
    assert.equal(actionOf(press(code, { key }), HERE), action, `${layout} ${key}`);
  }
  const ctrl = { ctrlKey: true };
  assert.equal(actionOf(press("KeyH", { key: "d", ...ctrl }), HERE), "mic", "Dvorak's Ctrl+D");
  assert.equal(actionOf(press("KeyD", { key: "e", ...ctrl }), HERE), "camera", "Dvorak's Ctrl+E");
  assert.equal(actionOf(press("KeyD", { key: "в", ...ctrl }), HERE), "mic", "Cyrillic Ctrl+D");
});

Deno.test("digits are those that are printed or stand in their row; a sign is none", () => {
  assert.deepEqual(actionOf(press("Digit1", { key: "1", shiftKey: true }), HERE), { pin: 1 });
  assert.deepEqual(actionOf(press("Digit1", { key: "&" }), HERE), { pin: 1 }, "AZERTY");
  assert.equal(actionOf(press("Digit1", { key: "!", shiftKey: true }), HERE), null);
});

Deno.test("a third sign, an accent that waits and a keypad without Num Lock mean nothing", () => {
  const nothing: Press[] = [
    press("Digit2", { key: "~", altGraph: true }), // AZERTY on Linux, where AltGr is not Alt
    press("KeyE", { key: "e", altGraph: true }),
    press("KeyE", { key: "€", altGraph: true }),
    press("Digit7", { key: "Dead" }),
    press("KeyE", { key: "Dead" }),
    press("Numpad1", { key: "End" }),
    press("Numpad4", { key: "ArrowLeft" }),
    press("Numpad0", { key: "Insert" }),
  ];
  for (const one of nothing) assert.equal(actionOf(one, HERE), null, `${one.code} ${one.key}`);
  assert.deepEqual(actionOf(press("Numpad1", { key: "1" }), HERE), { pin: 1 });
  assert.deepEqual(actionOf(press("Digit2", { key: "é" }), HERE), { pin: 2 }, "AZERTY's row");
});

Deno.test("? is the key that prints it; what prints something else in its place is not", () => {
  assert.equal(actionOf(press("KeyM", { key: "?", shiftKey: true }), HERE), "help", "AZERTY");
  assert.equal(actionOf(press("Slash", { key: "§", shiftKey: true }), HERE), null, "AZERTY");
  assert.equal(actionOf(press("Slash", { key: "_", shiftKey: true }), HERE), null, "German");
});

Deno.test("actionOf() leaves letters to whoever writes, and keys to an open dialog", () => {
  const letters = Object.keys(SINGLE_KEYS).map((letter) => `Key${letter}`);
  for (const code of [...letters, "Digit1", "Digit0", "Slash"]) {
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
