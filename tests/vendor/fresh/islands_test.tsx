// Islands on the server: markers, state, preloads, and what cannot be a prop.
import assert from "node:assert/strict";
import { bundleIslands } from "@/vendor/fresh/dev/bundle.ts";
import { decodeProps } from "../../../vendor/fresh/props.ts";
import { ask, errorsDuring, fixtureApp, textOf } from "./fixture.ts";

const fixture = fixtureApp();
const html = async (path: string) => textOf(await ask(fixture, path));

Deno.test("each island stands between two comments, numbered in order", async () => {
  const page = await html("/islands");
  assert.match(page, /<main><!--frsh:island:0--><label.*<\/button><!--\/frsh:island--><p>between/);
  const ids = [...page.matchAll(/ id="(P\d+-\d+)"/g)].map((found) => found[1]);
  assert.deepEqual([ids.length, new Set(ids).size], [2, 2], "useId() is unique on the page");
  assert.match(
    page,
    /<\/p><!--frsh:island:1--><div.*<\/div><!--\/frsh:island--><!--frsh:island:2--><!--/,
  );
});

Deno.test("props stand in a JSON script that nothing can break out of", async () => {
  const page = await html("/islands");
  const [, json = ""] =
    /<script type="application\/json" id="__FRSH_STATE">(.*?)<\/script>/.exec(page) ?? [];
  assert.ok(!json.includes("<"));
  const state = JSON.parse(json);
  assert.deepEqual(decodeProps(state.islands), [
    ["Counter", "default", { start: 3 }],
    ["panels/Mirror", "default", { label: "<b>&</script>", at: new Date(0) }],
    ["Late", "default", {}],
  ]);
  assert.deepEqual(Object.keys(state.assets), ["/icon.svg"], "only what islands asked for");
});

Deno.test("no script is inline, and every module is preloaded in the head", async () => {
  const page = await html("/islands");
  const scripts = page.match(/<script[^>]*>/g) ?? [];
  assert.equal(scripts.length, 2);
  assert.match(scripts[0]!, /^<script type="module" src="\/_fresh\/js\/boot-[0-9a-f]{16}\.js">$/);
  assert.match(scripts[1]!, /type="application\/json"/);
  const head = page.slice(0, page.indexOf("</head>"));
  const preloads = [...head.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((m) => m[1]!);
  assert.ok(preloads.some((url) => url.includes("/Counter-")));
  assert.ok(preloads.some((url) => url.includes("/panels-")));
  assert.ok(!preloads.some((url) => url.includes("/Frame-")), "not of islands elsewhere");
  assert.equal(new Set(preloads).size, preloads.length);
  for (const url of preloads) await importsArePreloaded(url, preloads);
});

async function importsArePreloaded(url: string, preloads: string[]): Promise<void> {
  const source = await textOf(await ask(fixture, url));
  for (const [, name] of source.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) {
    assert.ok(preloads.includes(`/_fresh/js/${name}`), `${url} imports ${name}`);
  }
}

Deno.test("islands of one folder are one file, others are apart", async () => {
  const path = (name: string) => new URL(`fixture/islands/${name}.tsx`, import.meta.url).pathname;
  const islands = ["Counter", "Late", "Loose"].map((name, i) => ({
    name: i < 2 ? `together/${name}` : name,
    path: path(name),
  }));
  const bundle = await bundleIslands({ islands, liveReload: false });
  const fileOf = (name: string) => bundle.islands.get(name)?.name;
  assert.match(fileOf("together/Counter") ?? "", /^together-[0-9a-f]{16}\.js$/);
  assert.equal(fileOf("together/Late"), fileOf("together/Counter"));
  assert.notEqual(fileOf("Loose"), fileOf("together/Counter"));
});

Deno.test("a page without islands ships no script", async () => {
  assert.doesNotMatch(await html("/"), /script|modulepreload/);
});

Deno.test("an island inside an island is part of the outer one", async () => {
  const page = await html("/nesting");
  assert.equal(page.match(/<!--frsh:island/g)?.length, 1);
  assert.match(page, /"islands":\[\["Frame","default",\{\}\]\]/);
  assert.match(page, /class="mirror" title="inner"/);
});

Deno.test("an island may be a named export, in a file of any case, beside its route", async () => {
  const page = await html("/profile");
  assert.match(
    page,
    /<!--frsh:island:0--><figcaption>Profile of<\/figcaption><!--\/frsh:island-->/,
  );
  assert.match(
    page,
    /<!--frsh:island:1--><button type="button">Ring<\/button><!--\/frsh:island-->/,
  );
  const [, json = ""] = /id="__FRSH_STATE">(.*?)<\/script>/.exec(page) ?? [];
  assert.deepEqual(decodeProps(JSON.parse(json).islands), [
    ["panels/caption", "Caption", { text: "Profile of" }],
    ["(members)/(_islands)/Bell", "Bell", {}],
  ]);
});

Deno.test("a prop that cannot cross is an error that names island and prop", async () => {
  const expected: Record<string, RegExp> = {
    "function": /^Island Loose: props\.value is a function\./,
    "class": /^Island Loose: props\.value\.deep\[0\] is a Thing instance\./,
    "jsx": /^Island Loose: props\.value is JSX\./,
  };
  for (const [kind, message] of Object.entries(expected)) {
    const written = await errorsDuring(async () => {
      await textOf(await ask(fixture, `/fail/props?kind=${kind}`), 500);
    });
    assert.match((written[0] as Error).message, message);
  }
});
