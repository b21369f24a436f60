// Which route answers: file names, patterns, methods, order.
import assert from "node:assert/strict";
import { h } from "preact";
import { App, type FreshContext, HttpError, type PageProps } from "fresh";
import { itemsOfFiles } from "../../../vendor/fresh/server/fs_routes.ts";
import { appOfFiles, ask, fixtureApp, textOf } from "./fixture.ts";

const fixture = fixtureApp();

async function heading(path: string, status = 200): Promise<string | undefined> {
  const html = await textOf(await ask(fixture, path), status);
  return /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1];
}

Deno.test("file names become patterns: index, [param], [...rest], [[optional]]", async () => {
  assert.equal(await heading("/"), "Plain");
  assert.equal(await heading("/r/ala-too"), "Room ala-too");
  assert.equal(await heading("/docs"), "Doc none");
  assert.equal(await heading("/docs/a/b"), "Doc a/b");
  assert.equal(await heading("/lang"), "Language default");
  assert.equal(await heading("/lang/ky"), "Language ky");
  assert.equal(await heading("/lang/ky/more", 404), "Error 404");
  assert.equal(await heading("/r", 404), "Error 404");
});

Deno.test("a fixed name goes before a parameter", async () => {
  assert.equal(await heading("/r/new"), "New room");
});

Deno.test("params are decoded, and what is escaped stays one part", async () => {
  assert.equal(await heading("/r/%D0%B0%D0%BB%D0%B0"), "Room ала");
  assert.equal(await heading("/r/a%2Fb"), "Room a/b");
  assert.equal(await heading("/r/%3Cb%3E"), "Room &lt;b>");
});

Deno.test("safer than Fresh: a malformed escape is a 404, for routes, rests and files alike", async () => {
  for (const path of ["/r/%E0%A4%A", "/docs/%zz", "/%", "/styles.css%", "/%c0%ae%c0%ae/x"]) {
    assert.equal((await ask(fixture, path)).status, 404, path);
  }
});

Deno.test("a file name with signs that mean something in URLs is a route, too", async () => {
  assert.equal(await heading("/odd%2350%25"), "Odd");
});

Deno.test("groups are no part of the path, and (_parts) are no routes", async () => {
  assert.equal(await heading("/profile"), "Profile");
  assert.equal(await heading("/part", 404), "Error 404");
  assert.equal(await heading("/(members)/profile", 404), "Error 404");
});

Deno.test("routeOverride takes the place of the file's name", async () => {
  assert.equal(await heading("/old-12"), "Old 12");
  assert.equal(await heading("/old-x", 404), "Error 404");
  assert.equal(await heading("/override", 404), "Error 404");
});

Deno.test("a middleware applies to its folder, a group's only to the group", async () => {
  const trail = async (path: string) => (await ask(fixture, path)).headers.get("x-trail");
  assert.equal(await trail("/"), "root");
  assert.equal(await trail("/nested"), "root one two");
  assert.equal(await trail("/profile"), "root members");
});

Deno.test("HEAD is answered like GET, without the body", async () => {
  const response = await ask(fixture, "/", { method: "HEAD" });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(response.body, null);
  const length = new TextEncoder().encode(await textOf(await ask(fixture, "/"))).byteLength;
  assert.equal(response.headers.get("content-length"), String(length));
});

Deno.test("HEAD does not wait for the end of an event stream", async () => {
  let isClosed = false;
  const endless = new ReadableStream({ cancel: () => void (isClosed = true) });
  const headers = { "content-type": "text/event-stream" };
  const app = new App().get("/", () => new Response(endless, { headers }));
  const response = await ask(app, "/", { method: "HEAD" });
  assert.equal(response.headers.get("content-length"), null);
  assert.ok(isClosed);
});

Deno.test("a known path with another method is a 405 that names the methods", async () => {
  const page = await ask(fixture, "/", { method: "DELETE" });
  assert.equal(page.headers.get("allow"), "GET, HEAD, OPTIONS");
  assert.match(await textOf(page, 405), /Error 405/);
  const form = await ask(fixture, "/form", { method: "PUT" });
  assert.equal(form.headers.get("allow"), "GET, HEAD, OPTIONS, POST");
  const limited = await ask(fixture, "/api/limited", { method: "POST" });
  assert.equal(limited.status, 405);
  assert.equal(limited.headers.get("allow"), "GET, HEAD, OPTIONS, PUT");
  assert.equal(await textOf(await ask(fixture, "/api/limited", { method: "PUT" })), "PUT");
});

Deno.test("OPTIONS of a known path is told its methods, behind the middlewares", async () => {
  const page = await ask(fixture, "/nested", { method: "OPTIONS" });
  assert.equal(page.status, 204);
  assert.equal(page.headers.get("allow"), "GET, HEAD, OPTIONS");
  assert.equal(page.headers.get("x-trail"), "root one two");
  assert.equal((await ask(fixture, "/nowhere", { method: "OPTIONS" })).status, 404);
});

Deno.test("a slash at the end makes no other page, unless there is one", async () => {
  assert.equal(await heading("/r/ala-too/"), "Room ala-too");
  assert.equal(await heading("/nested/"), "Nested");
  const app = new App().get("/a", () => new Response("a")).get("/a/", () => new Response("a/"))
    .get("/b/", () => new Response("b/"));
  assert.equal(await textOf(await ask(app, "/a")), "a");
  assert.equal(await textOf(await ask(app, "/a/")), "a/");
  assert.equal(await textOf(await ask(app, "/b")), "b/");
  assert.equal((await ask(app, "/")).status, 404);
});

Deno.test("what stands in a folder is not for the file of the same name beside it", async () => {
  const mark = (name: string) => async (ctx: FreshContext<unknown>) => {
    const response = await ctx.next();
    response.headers.append("x-trail", name);
    return response;
  };
  const view = (text: string) => () => text;
  const around = (name: string) => ({ Component }: PageProps) => h(name, null, h(Component, null));
  const app = appOfFiles({
    "_middleware.ts": { default: mark("root") },
    "foo/_middleware.ts": { default: mark("foo") },
    "foo/_layout.tsx": { default: around("b") },
    "foo.tsx": { default: view("beside") },
    "foo/bar.tsx": { default: view("inside") },
  });
  const beside = await ask(app, "/foo");
  assert.equal(beside.headers.get("x-trail"), "root");
  assert.match(await textOf(beside), /<body>beside<\/body>/);
  const inside = await ask(app, "/foo/bar");
  assert.equal(inside.headers.get("x-trail"), "foo, root");
  assert.match(await textOf(inside), /<b>inside<\/b>/);
});

Deno.test("error pages, layouts and the wrapper are for what is declared after them", async () => {
  const fail = () => {
    throw new HttpError(418);
  };
  const app = new App()
    .get("/before", fail)
    .get("/plain", (ctx) => ctx.render("plain"))
    .layout("*", ({ Component }) => h("b", null, h(Component, null)))
    .appWrapper(({ Component }) => h("html", null, h(Component, null)))
    .onError("*", () => new Response("caught", { status: 418 }))
    .get("/after", fail)
    .get("/wrapped", (ctx) => ctx.render("wrapped"));
  assert.equal(await textOf(await ask(app, "/before"), 418), "I'm a Teapot");
  assert.equal(await textOf(await ask(app, "/after"), 418), "caught");
  assert.doesNotMatch(await textOf(await ask(app, "/plain")), /<b>/);
  assert.match(await textOf(await ask(app, "/wrapped")), /<html><b>wrapped<\/b><\/html>/);
});

Deno.test("a handler may write its page's data down plainly, with status and headers", async () => {
  const app = new App().route("/", {
    handler: () => ({ data: "ок", status: 201, headers: [["x-foo", "foo"]] }),
    component: ({ data }: PageProps<string>) => h("p", null, data),
  });
  const response = await ask(app, "/");
  assert.equal(response.headers.get("x-foo"), "foo");
  assert.match(await textOf(response, 201), /<p>ок<\/p>/);
});

Deno.test("a route with one handler answers all methods", async () => {
  for (const method of ["GET", "POST", "PATCH", "OPTIONS"]) {
    const response = await ask(fixture, "/api/echo", { method });
    assert.deepEqual(await response.json(), { method });
  }
});

Deno.test("a handler gives its page data, status and headers with page()", async () => {
  assert.equal(await heading("/form?n=7", 201), "Count 7.0");
  const posted = await ask(fixture, "/form", { method: "POST" });
  assert.equal(posted.status, 303);
  assert.equal(posted.headers.get("location"), "/form?n=2");
});

Deno.test("an async page may return a response", async () => {
  assert.equal((await ask(fixture, "/r/moved")).status, 303);
});

Deno.test("so may any other page, in whatever it is wrapped", async () => {
  const app = appOfFiles({
    "_app.tsx": { default: ({ Component }: PageProps) => <Component /> },
    "_layout.tsx": { default: ({ Component }: PageProps) => <Component /> },
    "moved.tsx": { default: () => new Response("elsewhere", { status: 201 }) },
  });
  assert.equal(await textOf(await ask(app, "/moved"), 201), "elsewhere");
});

Deno.test("a route file without the exports it needs is named when the app starts", () => {
  const files: [string, object, RegExp][] = [
    ["x.tsx", {}, /routes\/x\.tsx exports neither a component nor handlers\./],
    ["_middleware.ts", {}, /routes\/_middleware\.ts exports no middleware\./],
    ["a/_layout.tsx", { handler: {} }, /routes\/a\/_layout\.tsx exports no component\./],
  ];
  for (const [file, module, message] of files) {
    assert.throws(() => itemsOfFiles([{ file, module: { ...module } }]), message);
  }
});

Deno.test("fsRoutes() without a snapshot says so", () => {
  assert.throws(() => new App().fsRoutes().handler(), /^Error: fsRoutes\(\) needs a snapshot/);
});
