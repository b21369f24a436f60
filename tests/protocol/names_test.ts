// What people type, made into names.
import assert from "node:assert/strict";
import { MAX_NAME, MAX_ROOM } from "@/protocol/limits.ts";
import { personName, roomFromInput, roomName } from "@/protocol/names.ts";
import { pick, seeded } from "../fakes/random.ts";

Deno.test("roomName() writes any spelling of a room in one way", () => {
  for (const typed of ["Ала Тоо", "ала-тоо", "  АЛА   ТОО!! ", "ала/тоо", "-ала-тоо-"]) {
    assert.equal(roomName(typed), "ала-тоо");
  }
  assert.equal(roomName("КӨҢҮЛ"), "көңүл");
});

Deno.test("roomName() refuses what leaves nothing, or too much", () => {
  for (const typed of ["", "   ", "!!!", "---", "\0", "x".repeat(MAX_ROOM + 1)]) {
    assert.equal(roomName(typed), null);
  }
  assert.equal(roomName("x".repeat(MAX_ROOM)), "x".repeat(MAX_ROOM));
});

Deno.test("roomFromInput() understands a pasted link", () => {
  assert.equal(roomFromInput("https://example.org/r/%D0%B0%D0%BB%D0%B0?x=1#y"), "ала");
  assert.equal(roomFromInput("/r/Room One"), "room");
  assert.equal(roomFromInput("Room One"), "room-one");
  assert.equal(roomFromInput("https://example.org/other"), null);
  assert.equal(roomFromInput("/r/%E0%A4%A"), null);
});

Deno.test("personName() keeps a legal name as it is", () => {
  for (
    const name of ["Айгүл", "Өмүрбек Ңң", "O'Brien", "<b>x</b>", "👩‍👩‍👧", "__proto__", "constructor"]
  ) {
    assert.equal(personName(name), name);
  }
});

Deno.test("personName() removes what would trick the eye, and cuts at MAX_NAME letters", () => {
  assert.equal(personName("a\u202egnp\u0000.exe"), "agnp.exe");
  assert.equal(personName(" a \n\t b "), "a b");
  assert.equal(personName("\ud800x"), "x");
  assert.equal(personName("\u202e \u0007"), null);
  assert.equal([...personName("😀".repeat(99)) ?? ""].length, MAX_NAME);
});

Deno.test("a name that was cleaned is not changed by cleaning it again, for random texts", () => {
  const random = seeded(11);
  const parts = [
    "J\u030c",
    "e\u0301",
    "\u0301",
    "\u0007",
    "\u202e",
    " ",
    "-",
    "İ",
    "Σ",
    "ß",
    "𝒜",
    "\ud800",
    "я",
  ];
  let changed = 0;
  for (let round = 0; round < 5_000; round++) {
    const typed = Array.from({ length: 60 * random() }, () => pick(random, parts)).join("");
    for (const clean of [roomName, personName]) {
      const once = clean(typed);
      if (once === null) continue;
      if (once !== typed) changed += 1;
      assert.equal(clean(once), once, JSON.stringify(typed));
    }
  }
  assert.ok(changed > 5_000);
});
