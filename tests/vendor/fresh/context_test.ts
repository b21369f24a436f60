// Context: redirects, next().
import assert from "node:assert/strict";
import { App } from "fresh";
import { safeLocation } from "../../../vendor/fresh/server/redirect.ts";
import { ask, textOf } from "./fixture.ts";

Deno.test("safer than Fresh: redirect() never leads a path to another host", () => {
  const tricks = ["//evil.kg", "//evil.kg/x//y", "/\\evil.kg", "\\\\evil.kg", "/\t/evil.kg"];
  tricks.push(
    "\n//evil.kg",
    " //evil.kg",
    "/\r\n/evil.kg",
    "\u0000//evil.kg",
    "/\\/evil.kg",
    "\t/\t\\evil.kg",
  );
  const host = (to: string) => new URL(to, "https://here.kg/r/x").host;
  for (const trick of tricks) {
    assert.equal(host(trick), "evil.kg", "the trick works on browsers");
    assert.equal(host(safeLocation(trick)), "here.kg", JSON.stringify(trick));
  }
});

Deno.test("redirect() keeps paths, queries and whole URLs as they are", () => {
  for (const to of ["/", "/r/a?b=c#d", "?x=1", "next", "https://other.kg/x//y"]) {
    assert.equal(safeLocation(to), to);
  }
});

Deno.test("redirect() escapes what a header cannot hold", async () => {
  const app = new App().get("/", (ctx) => ctx.redirect("/r/ала тоо", 301));
  const response = await ask(app, "/");
  assert.equal(response.status, 301);
  assert.equal(response.headers.get("location"), "/r/%D0%B0%D0%BB%D0%B0%20%D1%82%D0%BE%D0%BE");
});

Deno.test("next() runs the rest of the chain, and a middleware can change its response", async () => {
  const order: string[] = [];
  const app = new App()
    .use(async (ctx) => {
      order.push("out");
      const response = await ctx.next();
      order.push("back");
      return new Response(`[${await response.text()}]`);
    }, (ctx) => {
      order.push("in");
      return ctx.next();
    })
    .get("/", (ctx) => new Response(String(ctx.route)));
  assert.equal(await textOf(await ask(app, "/")), "[/]");
  assert.deepEqual(order, ["out", "in", "back"]);
});

Deno.test("a middleware may call next() again", async () => {
  let tries = 0;
  const app = new App()
    .use(async (ctx) => {
      await ctx.next().catch(() => {});
      return ctx.next();
    })
    .get("/", () => {
      if (++tries === 1) throw new Error("once");
      return new Response(`try ${tries}`);
    });
  assert.equal(await textOf(await ask(app, "/")), "try 2");
});

Deno.test("a middleware can catch what the rest throws, as it can in Fresh", async () => {
  const app = new App().use(async (ctx) => {
    try {
      return await ctx.next();
    } catch {
      return new Response("caught", { status: 418 });
    }
  });
  assert.equal(await textOf(await ask(app, "/nowhere"), 418), "caught");
});

Deno.test("a context carries the request, its URL and the connection", async () => {
  const app = new App().get("/:id", (ctx) => {
    const { remoteAddr } = ctx.info;
    const host = "hostname" in remoteAddr ? remoteAddr.hostname : "";
    return Response.json([ctx.url.search, ctx.params, ctx.req.method, host, ctx.config.mode]);
  });
  const info: Deno.ServeHandlerInfo = {
    remoteAddr: { transport: "tcp", hostname: "10.0.0.7", port: 1 },
    completed: Promise.resolve(),
  };
  const response = await app.handler()(new Request("http://x/7?q"), info);
  assert.deepEqual(await response.json(), ["?q", { id: "7" }, "GET", "10.0.0.7", "production"]);
});
