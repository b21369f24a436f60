// Style sheets: the addresses in them carry the hashes of the files they name.
import assert from "node:assert/strict";
import { withHashes } from "../../../vendor/fresh/dev/css_urls.ts";
import { sha256 } from "../../../vendor/fresh/dev/chunks.ts";
import { ask, fixtureApp, textOf } from "./fixture.ts";

const font = new TextEncoder().encode("font");
const read = (path: string) => path === "/a.woff2" || path === "/б.woff2" ? font : undefined;
const hash = sha256(font);

Deno.test("url(/…) of a static file gets its hash, quoted or not", () => {
  for (const quote of ["", '"', "'"]) {
    const css = `src:url(${quote}/a.woff2${quote}) format("woff2")`;
    const expected = `src:url(${quote}/a.woff2?__frsh_c=${hash}${quote}) format("woff2")`;
    assert.equal(withHashes(css, read), expected);
  }
  assert.equal(
    withHashes("url(/%D0%B1.woff2)", read),
    `url(/%D0%B1.woff2?__frsh_c=${hash})`,
  );
});

Deno.test("what names no static file, or says more than a path, stays as it is", () => {
  const kept = [
    ...["url(/b.woff2)", "url(a.woff2)", "url(//x.kg/a.woff2)", "url(https://x.kg/a.woff2)"],
    ...["url(/a.woff2?v=1)", "url(/a.woff2#x)", "url(data:image/png;base64,AA)", "url(/%zz)"],
  ];
  for (const css of kept) assert.equal(withHashes(css, read), css);
});

Deno.test("a build's style sheets name their files by content", async () => {
  const app = fixtureApp();
  const css = await textOf(await ask(app, "/styles.css"));
  const address = /url\((\/icon\.svg\?__frsh_c=[0-9a-f]{16})\)/.exec(css)?.[1];
  const file = await ask(app, address!);
  assert.match(await textOf(file), /<svg/);
  const page = await textOf(await ask(app, "/"));
  assert.ok(page.includes(`href="${address}"`), "the same as asset() gives");
});
