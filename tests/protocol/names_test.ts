// What people type, made into names.
import assert from "node:assert/strict";
import { MAX_NAME, MAX_ROOM } from "@/protocol/limits.ts";
import { personName, roomName } from "@/protocol/names.ts";
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

/** What takes no room on the screen, or looks like a space. */
const UNSEEN = [
  "\u3164",
  "\u2800",
  "\u00ad",
  "\u115f",
  "\u1160",
  "\uffa0",
  "\u034f",
  "\u061c",
  "\u17b4",
  "\u180e",
  "\u200b",
  "\u200c",
  "\u200d",
  "\u2060",
  "\u2064",
  "\ufe0f",
  "\ufeff",
  "\u{1d159}",
  "\u{e0061}",
  "\u{e0100}",
  "\u00a0",
  "\u3000",
];

Deno.test("nobody and no room is nameless: what is not seen is no name, and is in none", () => {
  for (const unseen of [...UNSEEN, UNSEEN.join(""), "\u0301", "\ue000"]) {
    const code = unseen.codePointAt(0)?.toString(16);
    assert.equal(personName(unseen), null, code);
    assert.equal(personName(unseen.repeat(20)), null, code);
    assert.equal(roomName(unseen), null, code);
    assert.equal(personName(`${unseen}Асан`), "Асан", code);
    assert.equal(roomName(`${unseen}ала`), "ала", code);
  }
  assert.equal(personName("Ай\u00adгүл"), "Айгүл");
  assert.equal(roomName("ала\u00adтоо"), "алатоо");
});

Deno.test("what is not seen stays where something seen is made of it", () => {
  for (
    const name of [
      "👩‍👩‍👧",
      "❤️",
      "👍🏽 Асан",
      "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
      "1️⃣",
      "می\u200cخواهم",
      "क्\u200dष",
    ]
  ) assert.equal(personName(name), name.normalize("NFC"));
});

Deno.test("a name does not reach into the lines above and below", () => {
  assert.equal(personName(`Z${"\u0337\u0321".repeat(30)}`)?.length, 5);
});

Deno.test("a name is cut between characters as people see them", () => {
  const before = "а".repeat(MAX_NAME - 1);
  for (const character of ["👨‍👩‍👧‍👦", "🇰🇬", "👍🏽", "q̃̂", "क्षि"]) {
    assert.equal(personName(before + character), before, character);
    const fits = before.slice([...character].length - 1) + character;
    assert.equal(personName(fits + "ө"), fits, character);
  }
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
    "👩",
    "می",
    ...UNSEEN,
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
