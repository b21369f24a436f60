// What rooms are called: titles of hosts, and the readable part of names.
import assert from "node:assert/strict";
import { MAX_TITLE } from "@/protocol/limits.ts";
import { cleanTitle, isTitle, readableRoom } from "@/protocol/titles.ts";

Deno.test("a name is read without the part that proves its host", () => {
  assert.equal(readableRoom("kemin-shirdak-g4a7x-gtek5-ba80b-xfety"), "Kemin shirdak");
  assert.equal(readableRoom("ala-too"), "ala-too");
  assert.equal(readableRoom("бөлмө-1"), "бөлмө-1");
  assert.equal(readableRoom("g4a7x-gtek5-ba80b-xfety"), "g4a7x-gtek5-ba80b-xfety");
});

Deno.test("a title keeps words and emoji, and loses what nobody sees", () => {
  assert.equal(cleanTitle("  Семинар \n 2026 "), "Семинар 2026");
  assert.equal(cleanTitle("a\u202eb\u200bc"), "abc");
  assert.equal(cleanTitle("👩‍💻 жума"), "👩‍💻 жума");
  assert.equal(cleanTitle("Семи\u200dнар\ufe0f"), "Семинар", "what joins emoji joins no letters");
  assert.equal(cleanTitle("Z\u0301" + "\u0301".repeat(50)), "Ź" + "\u0301".repeat(4));
  assert.equal(cleanTitle("Биринчи\nэкинчи"), "Биринчи экинчи");
  const blank = [
    "\u2800",
    "\u{1d159}",
    "\ufffc",
    "\u0301\u20dd",
    "\ue000",
    "\u1680",
    "\u2800\u3164",
  ];
  for (const nothing of ["", " ", "\u3164", "\u200d", "\u00ad\u2060", ...blank]) {
    assert.equal(cleanTitle(nothing), null);
  }
  const long = cleanTitle("👨‍👩‍👧‍👦".repeat(100));
  assert.equal(long, "👨‍👩‍👧‍👦".repeat(MAX_TITLE), "cut between letters");
});

Deno.test("the server takes clean titles and sealed ones", () => {
  assert.ok(isTitle("Семинар") && isTitle("juz:t1:AbC-_9"));
  assert.ok(!isTitle(" Семинар") && !isTitle("a\u202eb") && !isTitle("juz:t1:a b") && !isTitle(""));
});
