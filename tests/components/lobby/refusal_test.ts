// Whoever is not let in reads what it was and finds one thing to do, whatever the code.
import assert from "node:assert/strict";
import { REFUSALS } from "@/components/lobby/refusal.ts";
import en from "@/i18n/en.ts";
import ky from "@/i18n/ky.ts";
import ru from "@/i18n/ru.ts";
import { ERROR_CODES } from "@/protocol/errors.ts";

const OF_THE_PAGE = ["offline", "timeout", "turned-away", "page-incomplete"];

Deno.test("every error code has a title of its own, a sentence, and one action", () => {
  assert.deepEqual(Object.keys(REFUSALS).toSorted(), [...ERROR_CODES, ...OF_THE_PAGE].toSorted());
  for (const catalogue of [ky, en, ru] as readonly Record<string, unknown>[]) {
    const titles = Object.values(REFUSALS).map(({ title }) => catalogue[title]);
    assert.ok(titles.every((title) => typeof title === "string" && title !== ""));
    assert.equal(new Set(titles).size, titles.length, "no code shares the title of another");
    for (const [code, { title, help, action }] of Object.entries(REFUSALS)) {
      assert.notEqual(catalogue[title], catalogue[help], code);
      assert.ok(action, code);
    }
  }
});

Deno.test("no title says that nobody knows", () => {
  for (const catalogue of [ky, en, ru] as readonly Record<string, unknown>[]) {
    assert.equal(catalogue["problem.unknown.title"], undefined);
  }
});
