// Characters as people see them, in browsers that know them and in those that do not.
import assert from "node:assert/strict";
import { cutToFit } from "@/call/chat/split_message.ts";
import { charactersOf } from "@/protocol/characters.ts";
import { cleanTitle } from "@/protocol/titles.ts";

const TEXT = "ң👩‍💻e\u0301";

Deno.test("an emoji of several code points is one character", () => {
  assert.deepEqual([...charactersOf(TEXT)], ["ң", "👩‍💻", "e\u0301"]);
  assert.deepEqual([...charactersOf("")], []);
});

Deno.test("plain names and words need no segmenter: the first one of a page is slow", () => {
  const known = Object.getOwnPropertyDescriptor(Intl, "Segmenter");
  assert.ok(known);
  Object.defineProperty(Intl, "Segmenter", {
    ...known,
    value: class {
      constructor() {
        throw new Error("it was made");
      }
    },
  });
  try {
    for (
      const text of ["Асан", "Гүлнар Өмүрбекова", "Zoë O’Neil".replace("’", "'"), "Άννα 2-топ"]
    ) {
      assert.deepEqual([...charactersOf(text)], [...text]);
    }
    assert.throws(() => [...charactersOf(TEXT)], /it was made/);
  } finally {
    Object.defineProperty(Intl, "Segmenter", known);
  }
});

Deno.test("what counts as plain is one character for a segmenter, too", () => {
  const segmenter = new Intl.Segmenter();
  for (let code = 0x20; code < 0x530; code++) {
    const text = `a${String.fromCodePoint(code)}b`;
    assert.deepEqual(
      [...charactersOf(text)],
      Array.from(segmenter.segment(text), (s) => s.segment),
    );
  }
});

Deno.test("a browser without Intl.Segmenter goes on by code points: it titles and writes at length", () => {
  const known = Object.getOwnPropertyDescriptor(Intl, "Segmenter");
  assert.ok(known);
  Reflect.deleteProperty(Intl, "Segmenter");
  try {
    assert.equal([...charactersOf(TEXT)].join(""), TEXT);
    assert.equal(cleanTitle("  Семинар 🌙 "), "Семинар 🌙");
    const long = "🌙 сөз ".repeat(1_000);
    const pieces = cutToFit(long, { sealed: true });
    assert.equal(pieces.join(""), long);
    assert.ok(pieces.length > 1);
  } finally {
    Object.defineProperty(Intl, "Segmenter", known);
  }
});
