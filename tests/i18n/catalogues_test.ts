// The three catalogues say the same things, and the server's words have a text in each.
import assert from "node:assert/strict";
import en from "@/i18n/en.ts";
import ky from "@/i18n/ky.ts";
import { type Key, loadMessages, LOCALES, type Message, translator } from "@/i18n/messages.ts";
import ru from "@/i18n/ru.ts";
import { ERROR_CODES } from "@/protocol/errors.ts";
import { SYSTEM_KINDS } from "@/protocol/shapes.ts";

const CATALOGUES: Record<string, Record<Key, Message>> = { ky, ru, en };
const KEYS = Object.keys(ky) as Key[];
/** Letters that no Kyrgyz word has outside of quotations and names of software. */
const FOREIGN = new Set(
  ("HTTPS http https JavaScript Chrome Edge Firefox Safari Settings for This Website Allow System Privacy Security Camera Microphone Windows STUN TURN Aa QR Wi Fi VPN " +
    "X Forwarded Proto Host TRUST PROXY ADDRESS LIMIT")
    .split(" "),
);

await Promise.all(LOCALES.map(loadMessages));

function textsOf(message: Message): string[] {
  return typeof message === "string" ? [message] : Object.values(message);
}

function placeholders(text: string): string {
  return [...text.matchAll(/\{\w+\}/g)].map(([whole]) => whole).sort().join();
}

Deno.test("29: all catalogues have the same keys in the same order", () => {
  for (const catalogue of [ru, en]) assert.deepEqual(Object.keys(catalogue), KEYS);
});

Deno.test("29: no text is empty or has stray white space", () => {
  for (const [locale, catalogue] of Object.entries(CATALOGUES)) {
    for (const key of KEYS) {
      for (const text of textsOf(catalogue[key])) {
        assert.match(text, /^\S(.*\S)?$/u, `${locale} ${key}`);
        assert.doesNotMatch(text, / {2}|[<>]/, `${locale} ${key}`);
      }
    }
  }
});

Deno.test("29: every form of a text has the placeholders of the Kyrgyz one", () => {
  for (const key of KEYS) {
    const wanted = placeholders(textsOf(ky[key])[0] ?? "");
    for (const [locale, catalogue] of Object.entries(CATALOGUES)) {
      for (const text of textsOf(catalogue[key])) {
        assert.equal(placeholders(text), wanted, `${locale} ${key}: ${text}`);
      }
    }
  }
});

Deno.test("a text that counts has the forms which its language distinguishes", () => {
  const forms = { ky: "other", ru: "one,few,many,other", en: "one,other" };
  for (const key of KEYS.filter((key) => typeof ky[key] !== "string")) {
    for (const [locale, wanted] of Object.entries(forms)) {
      assert.equal(Object.keys(CATALOGUES[locale]![key]).join(), wanted, `${locale} ${key}`);
    }
  }
});

Deno.test("every error code and system message has a text", () => {
  const client = ["offline", "timeout", "no-direct-path"];
  for (const code of [...ERROR_CODES, ...client]) assert.ok(`error.${code}` in ky, code);
  for (const kind of SYSTEM_KINDS) {
    assert.ok(`system.${kind}` in ky, kind);
    assert.ok(`system.self.${kind}` in ky, kind);
  }
});

Deno.test("the labels of the first README stand word for word", () => {
  const t = translator("ky");
  assert.equal(t("lobby.join"), "Бөлмөгө кошулуу");
  assert.equal(t("cam.on"), "Видеону баштоо");
  assert.equal(t("test.send"), "Тест билдирүү жөнөтүү");
});

Deno.test("t() fills in placeholders and leaves names as they are", () => {
  assert.equal(translator("ky")("system.joined", { name: "Өмүр" }), "Өмүр кошулду");
  assert.equal(translator("en")("system.joined", { name: "$& {name}" }), "$& {name} joined");
});

Deno.test("31: Kyrgyz nouns stay in the singular after any number", () => {
  const t = translator("ky");
  for (const n of [0, 1, 2, 5, 11, 21, 101]) {
    assert.equal(t("people.count", { n }), `${n} катышуучу`);
    assert.equal(t("chat.new", { n }), `${n} жаңы билдирүү`);
  }
});

Deno.test("31: Russian counts 1, 2, 5, 11, 21, 22, 25 and 101 as Russian does", () => {
  const t = translator("ru");
  const wanted = {
    0: "участников",
    1: "участник",
    2: "участника",
    5: "участников",
    11: "участников",
    21: "участник",
    22: "участника",
    25: "участников",
    101: "участник",
  };
  for (const [n, word] of Object.entries(wanted)) {
    assert.equal(t("people.count", { n: Number(n) }), `${n} ${word}`);
  }
  assert.equal(t("system.joinedMany", { n: 21 }), "присоединился 21 человек");
  assert.equal(t("system.joinedMany", { n: 3 }), "присоединились 3 человека");
  assert.equal(t("system.joinedMany", { n: 5 }), "присоединилось 5 человек");
});

Deno.test("English counts one and many", () => {
  const t = translator("en");
  assert.equal(t("people.count", { n: 1 }), "1 participant");
  assert.equal(t("people.count", { n: 21 }), "21 participants");
});

Deno.test("Kyrgyz and Russian texts hold Latin letters only in names of software", () => {
  for (const catalogue of [ky, ru]) {
    for (const key of KEYS) {
      for (const text of textsOf(catalogue[key])) {
        const plain = text.replace(/\{\w+\}|https?:\/\//g, "");
        for (const [word] of plain.matchAll(/[A-Za-z]+/g)) {
          assert.ok(FOREIGN.has(word), `${key}: ${word}`);
        }
      }
    }
  }
});

Deno.test("no Kyrgyz word mixes front and back vowels in a suffix of case", () => {
  // Vowel harmony of the commonest suffixes,: а, ы → -га -да -нын; э, и → -ге -де -нин
  const wrong =
    /(?:[эеи][^аыоуэеиөүяюё\s]*(?:га|да|дан|нын|ны)|[аы][^аыоуэеиөүяюё\s]*(?:ге|де|ден|нин|ни))(?!\p{L})/u;
  const allowed = new Set(["ошондуктан", "деле"]);
  for (const key of KEYS) {
    for (const text of textsOf(ky[key])) {
      for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
        assert.ok(!wrong.test(word) || allowed.has(word), `${key}: ${word}`);
      }
    }
  }
});
