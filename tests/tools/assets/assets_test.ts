// Style sheets, icons and fonts, as the build makes them.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { buildAssets, iconSprite, SHEETS } from "@/tools/assets/assets.ts";
import { minifyCss } from "@/tools/assets/minify_css.ts";
import { ICON_NAMES } from "@/components/base/icon_names.ts";

const GEN = new URL("../../../static/gen/", import.meta.url);
await buildAssets();

Deno.test("the style sheets together weigh at most 12 kB gzipped", async () => {
  let sum = 0;
  for (const name of Object.keys(SHEETS)) {
    sum += gzipSync(await Deno.readFile(new URL(name, GEN)), { level: 9 }).length;
  }
  assert.ok(sum <= 12_000, `${sum} bytes`);
});

Deno.test("every style file is in exactly one sheet", async () => {
  const files: string[] = [];
  for await (const { name } of Deno.readDir(new URL("../styles/", GEN))) {
    files.push(name.replace(/\.css$/, ""));
  }
  assert.deepEqual(files.sort(), Object.values(SHEETS).flat().sort());
});

Deno.test("style sheets use logical sides, and fetch nothing from elsewhere", async () => {
  for (const name of Object.keys(SHEETS)) {
    const css = await Deno.readTextFile(new URL(name, GEN));
    assert.doesNotMatch(
      css,
      /(?:margin|padding|border)-(?:left|right|top|bottom)|text-align:(?:left|right)/,
    );
    assert.doesNotMatch(css, /url\((?!\/gen\/)/);
  }
});

Deno.test("the sprite holds every icon of ours, and nothing else", async () => {
  const sprite = await Deno.readTextFile(new URL("icons.svg", GEN));
  const ids = [...sprite.matchAll(/<symbol id="([^"]+)" viewBox="0 0 24 24"><[a-z]/g)].map((m) =>
    m[1]
  );
  assert.deepEqual(ids, [...ICON_NAMES]);
});

Deno.test("each icon consists of whole shapes, however its file is formatted", async () => {
  const sprite = await iconSprite();
  const symbols = [...sprite.matchAll(/<symbol [^>]*>(.*?)<\/symbol>/g)].map(([, shapes]) =>
    shapes
  );
  assert.equal(symbols.length, ICON_NAMES.length);
  for (const shapes of symbols) {
    assert.match(
      shapes ?? "",
      /^(?:<(?:path|circle|rect|line|polyline|polygon|ellipse)(?: [a-z0-9-]+="[^"]*")+\/>)+$/,
    );
  }
});

Deno.test("an icon that does not exist fails the build by name", async () => {
  await assert.rejects(iconSprite(["mic", "no-such-icon"]), /icons\/no-such-icon\.svg/);
});

Deno.test("a second build writes nothing", async () => {
  assert.deepEqual(await buildAssets(), []);
});

Deno.test("minifyCss() keeps what means something", () => {
  const css = `/* x */
    .a > .b:not(:first-child) , .c { margin: calc(1px + 2px) auto ; color: red; }
    @media (width >= 10px) { a:hover { top: 0 } }`;
  assert.equal(
    minifyCss(css),
    ".a > .b:not(:first-child),.c{margin:calc(1px + 2px) auto;color:red}" +
      "@media (width >= 10px){a:hover{top:0}}\n",
  );
});
