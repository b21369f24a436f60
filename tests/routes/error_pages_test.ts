// What a visitor reads when something is wrong.
import assert from "node:assert/strict";
import { collectReports, pages } from "./app.ts";

const ask = pages();

async function textOf(path: string, language: string): Promise<string> {
  return await (await ask(path, { headers: { "accept-language": language } })).text();
}

Deno.test("a page that does not exist says so in the visitor's language", async () => {
  assert.match(await textOf("/nope", "ky"), /<h1>Барак табылган жок<\/h1>/);
  assert.match(await textOf("/nope", "ru"), /<h1>Страница не найдена<\/h1>/);
  assert.match(await textOf("/nope", "en"), /<h1>Page not found<\/h1>/);
});

Deno.test("a link that names no room says so", async () => {
  assert.match(await textOf("/r/!!!", "ky"), /<h1>Бул шилтеме жараксыз<\/h1>/);
});

Deno.test("a failure of ours says nothing about its inside, and is reported once", async () => {
  const reports = await collectReports(async () => {
    const html = await textOf("/explode", "ky");
    assert.match(html, /<h1>Серверде ката кетти<\/h1>/);
    assert.doesNotMatch(html, /on purpose|\.tsx?:/);
  });
  assert.equal(reports.length, 1);
});

Deno.test("an error page has one way on: home", async () => {
  assert.match(
    await textOf("/nope", "ky"),
    /<a class="btn primary big" href="\/"[^>]*>Башкы бет<\/a>/,
  );
});

Deno.test("Kyrgyz pages hold no English words", async () => {
  for (const path of ["/", "/nope", "/r/!!!", "/?room="]) {
    const html = await textOf(path, "ky");
    const shown = html.replace(/<head>.*<\/head>|<p class="old-browser">.*?<\/p>|<[^>]+>/gs, " ");
    const text = shown.replace("English", "");
    assert.doesNotMatch(text, /[A-Za-z]/, path);
  }
});
