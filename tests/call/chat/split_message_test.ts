// Long words in several messages: nothing is lost, and nothing is cut inside a word, a link or an emoji.
import assert from "node:assert/strict";
import { Cipher, MAX_SEALED_BYTES } from "@/call/chat/cipher.ts";
import { cutToFit, isTooLong, MAX_PIECES } from "@/call/chat/split_message.ts";
import { MAX_TEXT } from "@/protocol/limits.ts";
import { seeded } from "../../fakes/random.ts";

const KEY = "2bWq7C0yJm5kq3d9ZxT1Aw";

Deno.test("long words are cut so that each piece fits when it is sealed, and nothing is lost", async () => {
  const cipher = new Cipher({
    secrets: { subtle: crypto.subtle, random: (bytes) => new Uint8Array(bytes) },
    room: "room1",
    key: () => KEY,
  });
  for (const letter of ["a", "ң", "漢", "🌙"]) {
    const words = letter.repeat(5_000);
    const pieces = cutToFit(words, { sealed: true });
    assert.equal(pieces.join(""), words);
    for (const piece of pieces) {
      assert.ok(new TextEncoder().encode(piece).length <= MAX_SEALED_BYTES);
      const sealed = await cipher.seal(piece, { id: "x", from: "a" });
      assert.ok(sealed !== null && sealed.length <= MAX_TEXT);
    }
    assert.ok(cutToFit(words, { sealed: false }).every(({ length }) => length <= MAX_TEXT));
  }
});

Deno.test("a message ends where a line or a word does", () => {
  const word = "Кыргызстан ";
  const pieces = cutToFit(word.repeat(400), { sealed: false });
  assert.ok(pieces.length > 1 && pieces.every((piece) => piece.endsWith(word)));
  const lines = "бир сап сөз\n".repeat(400);
  assert.ok(cutToFit(lines, { sealed: true }).every((piece) => piece.endsWith("сөз\n")));
});

Deno.test("a link that does not fit into this message stands whole in the next one", () => {
  const link = `https://example.org/${"a".repeat(1_200)}`;
  const pieces = cutToFit(`${"сөз ".repeat(400)}${link} аягы`, { sealed: false });
  assert.equal(pieces.length, 2);
  assert.ok(pieces[1]!.startsWith(link));
});

Deno.test("a character of several code points stays whole, and one without an end is cut somewhere", () => {
  for (const letter of ["👨‍👩‍👧‍👦", "🇰🇬", "ң\u0301", "e\u0301", "\r\n"]) {
    for (const sealed of [false, true]) {
      const words = `x${letter.repeat(3_000)}`;
      const pieces = cutToFit(words, { sealed });
      assert.equal(pieces.join(""), words);
      for (const piece of pieces) assert.equal(piece.replaceAll(letter, "").replace("x", ""), "");
    }
  }
  const endless = `a${"\u0301".repeat(9_000)}`;
  const pieces = cutToFit(endless, { sealed: true });
  assert.equal(pieces.join(""), endless);
  assert.ok(pieces.every((piece) => new TextEncoder().encode(piece).length <= MAX_SEALED_BYTES));
});

Deno.test("for random texts the pieces are the words, and each fits", () => {
  const random = seeded(7);
  const letters = ["a", "ж", " ", "\n", "🌙", "👩‍💻", "e\u0301", "漢"];
  for (let round = 0; round < 200; round++) {
    const words = Array.from(
      { length: Math.floor(random() * 6_000) },
      () => letters[Math.floor(random() * letters.length)],
    ).join("");
    for (const sealed of [false, true]) {
      const pieces = cutToFit(words, { sealed });
      assert.equal(pieces.join(""), words);
      const sizeOf = (text: string) => sealed ? new TextEncoder().encode(text).length : text.length;
      const limit = sealed ? MAX_SEALED_BYTES : MAX_TEXT;
      assert.ok(pieces.every((piece) => piece !== "" && sizeOf(piece) <= limit));
    }
  }
});

Deno.test("what would be a flood is too long, and that is known without cutting a megabyte", () => {
  assert.ok(!isTooLong("a".repeat(MAX_PIECES * MAX_TEXT), { sealed: false }));
  assert.ok(isTooLong("a".repeat(MAX_PIECES * MAX_TEXT + 1), { sealed: false }));
  assert.ok(isTooLong("a".repeat(MAX_PIECES * MAX_TEXT), { sealed: true }));
  assert.ok(isTooLong("a".repeat(50_000_000), { sealed: true }));
  assert.ok(!isTooLong("", { sealed: true }));
});
