// Language and appearance: chosen by a link, remembered by a cookie.
import assert from "node:assert/strict";
import { pages } from "./app.ts";

const ask = pages();
const YEAR = "Path=/; Max-Age=31536000; SameSite=Lax";

Deno.test("?lang= and ?theme= are remembered, and the address becomes clean", async () => {
  const response = await ask("/?room=x&lang=ru&theme=dark");
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/?room=x");
  assert.deepEqual(response.headers.getSetCookie(), [`lang=ru; ${YEAR}`, `theme=dark; ${YEAR}`]);
});

Deno.test("cookies are for https only where the visitor came by https", async () => {
  const response = await ask("/?lang=en", { origin: "https://video.example" });
  assert.deepEqual(response.headers.getSetCookie(), [`lang=en; ${YEAR}; Secure`]);
});

Deno.test("a choice that does not exist sets nothing", async () => {
  const response = await ask("/?lang=xx&theme=neon");
  assert.equal(response.headers.get("location"), "/");
  assert.deepEqual(response.headers.getSetCookie(), []);
});

Deno.test("a redirect cannot lead to another host", async () => {
  const response = await ask("//evil.example/?lang=ru");
  assert.match(response.headers.get("location") ?? "", /^\/(?!\/)/);
});

Deno.test("a form that is sent is not redirected", async () => {
  const response = await ask("/?lang=ru", { method: "POST" });
  assert.match(response.headers.get("location") ?? "", /^\/r\//);
  assert.deepEqual(response.headers.getSetCookie(), []);
});

Deno.test("the cookies decide on language and theme", async () => {
  const html = await (await ask("/", {
    headers: { cookie: "a=b; lang=ru; theme=dark", "accept-language": "en" },
  })).text();
  assert.match(html, /<html lang="ru" dir="ltr" data-theme="dark">/);
  assert.match(html, /<meta name="theme-color" content="#0f1216"\/>/);
});

Deno.test("nonsense in the cookies is ignored", async () => {
  const html = await (await ask("/", { headers: { cookie: 'lang="><script>; theme=x; =; ;;' } }))
    .text();
  assert.match(html, /<html lang="ky" dir="ltr">/);
});

Deno.test("the fonts that are preloaded are those of the language, at the address the sheet names", async () => {
  const wanted = { ky: ["cyrillic", "cyrillic-ext"], ru: ["cyrillic"], en: ["latin"] };
  for (const [language, subsets] of Object.entries(wanted)) {
    const html = await (await ask("/", { headers: { "accept-language": language } })).text();
    const fonts = [...html.matchAll(/<link rel="preload" as="font"[^>]*href="([^"]+)"/g)].map((m) =>
      m[1]!
    );
    assert.deepEqual(fonts.map((href) => /onest-([a-z-]+)\.woff2/.exec(href)?.[1]), subsets);
    const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? "";
    const css = await (await ask(sheet)).text();
    for (const font of fonts) {
      assert.ok(css.includes(`url(${font})`), font);
      assert.equal((await ask(font)).status, 200);
    }
  }
});

Deno.test("every file that a page names is there", async () => {
  for (const path of ["/", "/nope", "/test", "/r/ala-too"]) {
    const html = await (await ask(path)).text();
    const files = [...html.matchAll(/(?:href|src)="(\/[^"#]*\.\w+[^"#]*)/g)].map((m) => m[1]!);
    assert.ok(files.length > 5, path);
    for (const file of new Set(files)) assert.equal((await ask(file)).status, 200, file);
  }
});

Deno.test("the manifest's icons are there", async () => {
  const manifest = await (await ask("/manifest.webmanifest")).json();
  for (const { src } of manifest.icons) assert.equal((await ask(src)).status, 200, src);
});
