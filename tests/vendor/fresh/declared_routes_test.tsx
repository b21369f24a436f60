// Which route answers of those that an app declares in code: order, paths, layers.
import assert from "node:assert/strict";
import { App } from "fresh";
import { ask, fixtureApp, textOf } from "./fixture.ts";

Deno.test("what is declared applies from top to bottom", async () => {
  const app = new App<{ seen?: string }>()
    .get("/before", (ctx) => new Response(ctx.state.seen ?? "nothing"))
    .use((ctx) => {
      ctx.state.seen = "middleware";
      return ctx.next();
    })
    .get("/after", (ctx) => new Response(ctx.state.seen ?? "nothing"));
  assert.equal(await textOf(await ask(app, "/before")), "nothing");
  assert.equal(await textOf(await ask(app, "/after")), "middleware");
});

Deno.test("app.use(path) applies below the path, also to routes from files and to 404s", async () => {
  const app = fixtureApp((app) =>
    app.use("/nested", async (ctx) => {
      const response = await ctx.next();
      response.headers.set("x-nested", "yes");
      return response;
    })
  );
  assert.equal((await ask(app, "/nested")).headers.get("x-nested"), "yes");
  assert.equal((await ask(app, "/nested/bare")).headers.get("x-nested"), "yes");
  assert.equal((await ask(app, "/")).headers.get("x-nested"), null);
  assert.equal((await ask(app, "/nestedness")).headers.get("x-nested"), null);
});

Deno.test("methods of one path may be declared apart; fixed paths first, then patterns in order", async () => {
  const app = new App()
    .get("/x/:id", (ctx) => new Response(`get ${ctx.params.id}`))
    .all("*", () => new Response("rest"))
    .get("/y/:id", () => new Response("never: the rest was registered before"))
    .route("/x/:id", { handler: { POST: (ctx) => new Response(`post ${ctx.params.id}`) } })
    .get("/x/fixed", () => new Response("fixed"))
    .get("/x/two", (ctx) => ctx.next(), () => new Response("second of two"));
  assert.equal(await textOf(await ask(app, "/x/1")), "get 1");
  assert.equal(await textOf(await ask(app, "/x/1", { method: "POST" })), "post 1");
  assert.equal(await textOf(await ask(app, "/x/fixed")), "fixed");
  assert.equal(await textOf(await ask(app, "/x/two")), "second of two");
  assert.equal(await textOf(await ask(app, "/y/1")), "rest");
});

Deno.test("a route's handlers may be called so, too", async () => {
  const app = new App().route("/r", {
    component: ({ data }: { data: { n: number } }) => <p>{data.n}</p>,
    handlers: { GET: () => ({ data: { n: 7 } }) },
  });
  assert.match(await textOf(await ask(app, "/r")), /<p>7<\/p>/);
});

Deno.test("of two routes for one path and method the first one counts", async () => {
  const app = new App().get("/", () => new Response("first")).get(
    "/",
    () => new Response("second"),
  );
  assert.equal(await textOf(await ask(app, "/")), "first");
});

Deno.test("what is further out goes first, in whatever order it is declared", async () => {
  const app = new App<{ trail: string }>()
    .layout("/a", ({ Component }) => (
      <b>
        <Component />
      </b>
    ))
    .layout("*", ({ Component }) => (
      <i>
        <Component />
      </i>
    ))
    .use("/a", (ctx) => {
      ctx.state.trail += " inner";
      return ctx.next();
    })
    .use((ctx) => {
      ctx.state.trail = "outer";
      return ctx.next();
    })
    .get("/a", (ctx) => ctx.render(ctx.state.trail));
  assert.match(await textOf(await ask(app, "/a")), /<body><i><b>outer inner<\/b><\/i><\/body>/);
});
