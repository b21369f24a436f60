// Pages: app wrapper, layouts, head, and that two visitors' renders never mix.
import assert from "node:assert/strict";
import { App } from "fresh";
import { asset, Head, IS_BROWSER } from "fresh/runtime";
import { gate } from "./fixture/gate.ts";
import { ask, errorsDuring, fixtureApp, textOf } from "./fixture.ts";

const fixture = fixtureApp();
const html = async (path: string, init?: RequestInit) => textOf(await ask(fixture, path, init));

Deno.test("a page is a whole document, in the app wrapper and its layouts", async () => {
  const page = await html("/nested");
  assert.match(page, /^<!DOCTYPE html><html lang="ky">/);
  assert.match(page, /<body[^>]*data-route="\/nested"><section class="layout"><h1>Nested<\/h1>/);
});

Deno.test("a page can leave out the app wrapper and the layouts", async () => {
  assert.match(await html("/nested/bare"), /^<!DOCTYPE html><html>.*<body><h1>Bare<\/h1><\/body>/);
});

Deno.test("a view without a document gets one, so that its letters are not guessed", async () => {
  const app = new App()
    .get("/p", (ctx) => ctx.render(<p>ң</p>))
    .get("/body", (ctx) => ctx.render(<body class="own">ө</body>))
    .get("/html", (ctx) =>
      ctx.render(
        <html>
          <body>ү</body>
        </html>,
      ));
  const body = async (path: string) => textOf(await ask(app, path));
  const head = '<!DOCTYPE html><html><head><meta charset="utf-8"></head>';
  assert.equal(await body("/p"), `${head}<body><p>ң</p></body></html>`);
  assert.equal(await body("/body"), `${head}<body class="own">ө</body></html>`);
  assert.equal(await body("/html"), "<!DOCTYPE html><html><body>ү</body></html>");
});

Deno.test("what is no view is an error of ours, not an empty page", async () => {
  const app = new App()
    .get("/nothing", (ctx) => ctx.render(undefined))
    .get("/object", (ctx) => ctx.render({} as never))
    .get("/null", (ctx) => ctx.render(null));
  const written = await errorsDuring(async () => {
    await textOf(await ask(app, "/nothing"), 500);
    await textOf(await ask(app, "/object"), 500);
  });
  assert.equal(written.length, 2);
  assert.match(await textOf(await ask(app, "/null")), /<body><\/body>/);
});

Deno.test("a layout can leave out what is further out", async () => {
  const app = new App()
    .appWrapper(({ Component }) => (
      <html>
        <Component />
      </html>
    ))
    .layout("*", ({ Component }) => (
      <i>
        <Component />
      </i>
    ))
    .layout("/a", ({ Component }) => (
      <b>
        <Component />
      </b>
    ), { skipInheritedLayouts: true })
    .layout("/a/b", ({ Component }) => (
      <u>
        <Component />
      </u>
    ), { skipAppWrapper: true })
    .get("/a", (ctx) => ctx.render(<p>a</p>))
    .get("/a/b", (ctx) => ctx.render(<p>b</p>))
    .get("/c", (ctx) => ctx.render(<p>c</p>, { status: 203, headers: { "x-c": "1" } }));
  const body = async (path: string, status?: number) => textOf(await ask(app, path), status);
  assert.equal(await body("/a"), "<!DOCTYPE html><html><b><p>a</p></b></html>");
  assert.match(await body("/a/b"), /<body><b><u><p>b<\/p><\/u><\/b><\/body>/);
  assert.equal(await body("/c", 203), "<!DOCTYPE html><html><i><p>c</p></i></html>");
  assert.equal((await ask(app, "/c")).headers.get("x-c"), "1");
});

Deno.test("an async layout may return a response instead of a view", async () => {
  const app = new App()
    .layout("*", async () => await Promise.resolve(new Response("closed", { status: 403 })))
    .get("/", (ctx) => ctx.render(<p>never</p>));
  assert.equal(await textOf(await ask(app, "/"), 403), "closed");
});

Deno.test("Head adds to the head; of two titles or keys the later one stays", async () => {
  const page = await html("/head");
  const head = page.slice(page.indexOf("<head>"), page.indexOf("</head>"));
  assert.deepEqual(head.match(/<title>.*?<\/title>/g), ["<title>Second &lt;</title>"]);
  assert.deepEqual(head.match(/content="(red|teal|noindex)"/g), [
    'content="teal"',
    'content="noindex"',
  ]);
  assert.ok(!page.slice(page.indexOf("<body")).includes("<title>"));
});

Deno.test("what Head adds takes the place of what has its id or, for a meta, its name", async () => {
  const app = new App()
    .appWrapper(({ Component }) => (
      <html>
        <head>
          <meta charset="utf-8" />
          <meta name="description" content="of > the app" />
          <meta name="robots" content="all" />
          <link id="icon" rel="icon" href="/a" />
          <style id="style">{"a > b {}"}</style>
        </head>
        <body>
          <Component />
        </body>
      </html>
    ))
    .get("/", (ctx) =>
      ctx.render(
        <Head>
          <meta name="description" content="first" />
          <meta name="description" content="of the page" />
          <link id="icon" rel="icon" href="/b" />
          <style id="style">{"c > d {}"}</style>
        </Head>,
      ));
  const page = await textOf(await ask(app, "/"));
  assert.equal(
    page.slice(page.indexOf("<head>") + 6, page.indexOf("</head>")),
    '<meta charset="utf-8"/><meta name="robots" content="all"/>' +
      '<meta name="description" content="of the page"/><link id="icon" rel="icon" href="/b"/>' +
      '<style id="style">c > d {}</style>',
  );
});

Deno.test("Head works in a page without a head, and outside of a render it does nothing", async () => {
  const app = new App().get("/", (ctx) =>
    ctx.render(
      <p>
        <Head>
          <title>T</title>
        </Head>x
      </p>,
    ));
  assert.match(
    await textOf(await ask(app, "/")),
    /<title>T<\/title><\/head><body><p>x<\/p><\/body>/,
  );
  assert.equal(Head({ children: "lost" }), null);
});

Deno.test("asset() gives the hashed URL while a request is served, else the path", async () => {
  assert.match(await html("/"), /href="\/styles\.css\?__frsh_c=[0-9a-f]{16}"/);
  assert.equal(asset("/styles.css"), "/styles.css");
  const app = fixtureApp((app) =>
    app.get(
      "/assets",
      () =>
        Response.json(
          ["/styles.css?a=1#x", "/unknown.css", "https://x.kg/a.css", "styles.css"].map(asset),
        ),
    )
  );
  const urls = await (await ask(app, "/assets")).json() as string[];
  assert.match(urls[0]!, /^\/styles\.css\?a=1&__frsh_c=[0-9a-f]{16}#x$/);
  assert.deepEqual(urls.slice(1), ["/unknown.css", "https://x.kg/a.css", "styles.css"]);
  assert.equal(IS_BROWSER, false);
});

Deno.test("two visitors' renders that interleave share nothing", async () => {
  // One page waits in the middle of its render until nine others, of other visitors, are done.
  const held = html("/slow?wait=mixed", { headers: { "x-visitor": "Aida" } });
  const others = await Promise.all(
    Array.from("123456789", (n) => html("/slow", { headers: { "x-visitor": `visitor-${n}` } })),
  );
  gate("mixed").resolve();
  const aida = await held;
  const named = (page: string) => page.match(/Aida|visitor-\d/g) ?? [];
  others.forEach((page, i) => {
    assert.deepEqual(new Set(named(page)), new Set([`visitor-${i + 1}`]));
    assert.equal(named(page).length, 4, "body, head, island and its props");
    assert.match(page, /data-same="true"/);
    assert.deepEqual(islandNames(page), ["panels/Mirror"]);
  });
  assert.equal(named(aida).length, 2, "body and head");
  assert.deepEqual(new Set(named(aida)), new Set(["Aida"]));
  assert.deepEqual(islandNames(aida), ["Counter"]);
  assert.match(aida, /data-same="true"/, "asset() knows its app after an await");
});

function islandNames(page: string): string[] {
  const json = /id="__FRSH_STATE">(.*?)<\/script>/.exec(page)?.[1] ?? "";
  return (JSON.parse(json).islands as [string, unknown][]).map(([name]) => name);
}
