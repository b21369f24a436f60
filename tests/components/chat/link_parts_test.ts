// Links in texts as people paste them: quotations, brackets and sentences around them stay outside.
import assert from "node:assert/strict";
import { linkParts } from "@/components/chat/link_parts.ts";
import { pick, seeded } from "../../fakes/random.ts";

const links = (text: string) =>
  linkParts(text).filter(({ href }) => href !== null).map(({ text }) => text);

Deno.test("a link ends before what stands around it", () => {
  const link = "https://a.kg/x";
  const around: [before: string, after: string][] = [
    ["«", "»"],
    ["«", "»."],
    ["«", "!»"],
    ["«", "» деди"],
    ["«", "»деди"],
    ["„", "“"],
    ["„", "“, —"],
    ["“", "”"],
    ["‹", "›"],
    ["‘", "’"],
    ["(", ")"],
    ["(", ")."],
    ["[", "]"],
    ["<", ">"],
    ["", "…"],
    ["", "—бул"],
    ["", "\u200b"],
    ["", "\ufeff сөз"],
    ["", "。"],
    ["", "?!"],
    ["*", "*"],
    ["`", "`"],
    ["`", "`да"],
    ['"', '"да'],
    ['<a href="', '">'],
    ["", "</a>"],
    ["", "\\n"],
    ["„", "‟ деди"],
    ["Кара: ", ";"],
  ];
  for (const [before, after] of around) {
    const text = `${before}${link}${after}`;
    assert.deepEqual(links(text), [link], text);
    assert.equal(linkParts(text).map((part) => part.text).join(""), text);
  }
});

Deno.test("what was opened in a link belongs to it", () => {
  for (
    const link of [
      "https://ky.wikipedia.org/wiki/Ала-Тоо_(тоо)",
      "https://a.kg/a(b)c",
      "https://a.kg/?q=«салам»",
      "https://a.kg/x,y",
      "https://a.kg/Бишкек–Ош",
      "https://a.kg/o’zbek",
    ]
  ) {
    assert.deepEqual(links(link), [link]);
    assert.deepEqual(links(`(${link})`), [link]);
  }
});

Deno.test("a sign of stress ends a link only where something is stressed, and never a key", () => {
  const video = "https://youtu.be/abcdefghij_";
  assert.deepEqual(links(video), [video]);
  assert.deepEqual(links(`кара: ${video}.`), [video]);
  assert.deepEqual(links("_https://a.kg/x_ да"), ["https://a.kg/x"]);
  assert.deepEqual(links("_бул https://a.kg/x_"), ["https://a.kg/x"]);
  assert.deepEqual(links("__https://a.kg/x__"), ["https://a.kg/x"]);
  for (const end of ["_", "-", "__", "--"]) {
    const key = "2bWq7C0yJm5kq3d9ZxT1Ag".slice(0, -end.length) + end;
    const room = `https://a.kg/r/x#k=${key}`;
    for (const [before, after] of [["", ""], ["«", "»"], ["", "."], ["_", "_"], ["__", "__"]]) {
      assert.deepEqual(links(`${before}${room}${after}`), [room], `${before}${room}${after}`);
    }
  }
});

Deno.test("what looks like another place than it leads to is no link", () => {
  for (const text of ["https://bank.kg@a.kg/x", "https://b:c@a.kg", "https://a.kg:99999/"]) {
    assert.deepEqual(links(text), [], text);
  }
  assert.deepEqual(links("https://a.kg/@b"), ["https://a.kg/@b"]);
  assert.deepEqual(links("a@b.kg"), ["a@b.kg"]);
});

Deno.test("two links in one quotation are two", () => {
  assert.deepEqual(links("«https://a.kg/x»https://b.kg/y»"), ["https://a.kg/x", "https://b.kg/y"]);
});

Deno.test("a name without a scheme is a link, unless it is a file's", () => {
  assert.deepEqual(links("a.kg жана www.b.zip"), ["a.kg", "www.b.zip"]);
  assert.deepEqual(links("сабак.zip readme.md main.py 1.5.2026"), []);
  assert.equal(linkParts("a@b.kg»")[0]?.href, "mailto:a@b.kg");
  assert.equal(linkParts("a.kg»")[0]?.href, "https://a.kg");
});

Deno.test("nothing but pages and letters is a link", () => {
  for (const text of ["javascript:alert(1)", "data:text/html,x", "file:///etc", "vbscript:x"]) {
    assert.deepEqual(links(text), [], text);
  }
});

Deno.test("whatever is written: the parts are the text, at once", () => {
  const signs = [..."«»„“”‹›()[]{}~*_.,:;!?'\"@/#—\u200b", "a.kg", "https://", "ж", " ", "-"];
  const draw = seeded(7);
  const texts = ["~»@mail.ru", "~”@a.com", "«~»@foo.com", "a.co/»".repeat(333)];
  for (let n = 0; n < 20_000; n++) {
    texts.push(Array.from({ length: 1 + n % 12 }, () => pick(draw, signs)).join(""));
  }
  for (const text of texts) {
    const start = performance.now();
    assert.equal(linkParts(text).map((part) => part.text).join(""), text);
    assert.ok(performance.now() - start < 100, text);
  }
});
