// Errors: which page, which status, what is told to whom.
import assert from "node:assert/strict";
import { App, type FreshContext, HttpError } from "fresh";
import { appOfFiles, ask, errorsDuring, fixtureApp, textOf } from "./fixture.ts";

const fixture = fixtureApp();

Deno.test("safer than Fresh: an unknown path gets the error page in the app wrapper, with status 404", async () => {
  const html = await textOf(
    await ask(fixture, "/nowhere", { headers: { "x-visitor": "Ai" } }),
    404,
  );
  assert.match(html, /<html lang="ky">.*<h1 data-path="\/nowhere">Error 404<\/h1>/);
  assert.match(html, /data-visitor="Ai"/, "the middlewares ran before");
});

Deno.test("a thrown HttpError gets the error page with its own status, and is not reported", async () => {
  const written = await errorsDuring(async () => {
    const html = await textOf(await ask(fixture, "/fail/forbidden"), 403);
    assert.match(html, /Broken/);
    assert.doesNotMatch(html, /secret/);
  });
  assert.deepEqual(written, []);
});

Deno.test("an unexpected error gets _500 with status 500 and is reported once", async () => {
  const written = await errorsDuring(async () => {
    const html = await textOf(await ask(fixture, "/fail/throws"), 500);
    assert.match(html, /<body[^>]*><h1>Broken<\/h1>/);
    assert.doesNotMatch(html, /secret/);
  });
  assert.equal(written.length, 1);
  assert.equal((written[0] as Error).message, "the secret is 42");
});

Deno.test("the nearest _404 is shown, other folders keep theirs", async () => {
  assert.match(await textOf(await ask(fixture, "/docs/gone"), 404), /No such document/);
  assert.match(await textOf(await ask(fixture, "/r/missing"), 404), /Error 404/);
  const passedOn = await textOf(await ask(fixture, "/fail/nowhere"), 404);
  assert.match(passedOn, /Error 404/, "a folder with _500 only leaves a 404 to the outer page");
});

Deno.test("safer than Fresh: without an error page the visitor gets the status's name and no details", async () => {
  const app = new App()
    .get("/throws", () => {
      throw new Error("the secret is 44");
    })
    .get("/teapot", () => {
      throw new HttpError(418, "the secret is 45");
    });
  const written = await errorsDuring(async () => {
    assert.equal(await textOf(await ask(app, "/throws"), 500), "Internal Server Error");
  });
  assert.equal(written.length, 1);
  assert.equal(await textOf(await ask(app, "/teapot"), 418), "I'm a Teapot");
  assert.equal(await textOf(await ask(app, "/"), 404), "Not Found");
});

Deno.test("onError() answers below its path, the inner one first; notFound() answers 404s", async () => {
  const fail = () => {
    throw new Error("x");
  };
  const app = new App()
    .onError("*", () => new Response("outer", { status: 500 }))
    .onError("/in", (ctx) => new Response(`inner ${(ctx.error as Error).message}`, { status: 503 }))
    .notFound((ctx) => new Response(`no ${ctx.url.pathname}`, { status: 404 }))
    .get("/in/a", fail)
    .get("/b", fail);
  await errorsDuring(async () => {
    assert.equal(await textOf(await ask(app, "/in/a"), 503), "inner x");
    assert.equal(await textOf(await ask(app, "/b"), 500), "outer");
  });
  assert.equal(await textOf(await ask(app, "/c"), 404), "no /c");
  const everywhere = new App().onError(() => new Response("any", { status: 500 })).get("/b", fail);
  await errorsDuring(async () => {
    assert.equal(await textOf(await ask(everywhere, "/b"), 500), "any");
  });
});

Deno.test("an error page that fails itself ends in the plain answer, both errors reported once", async () => {
  const app = new App()
    .onError("*", () => {
      throw new Error("second");
    })
    .get("/", () => {
      throw new Error("first");
    });
  const written = await errorsDuring(async () => {
    assert.equal(await textOf(await ask(app, "/"), 500), "Internal Server Error");
  });
  assert.deepEqual(written.map((error) => (error as Error).message), ["first", "second"]);
});

Deno.test("an error page that throws the error on does not have it reported twice", async () => {
  const app = new App()
    .onError("*", (ctx) => {
      throw ctx.error;
    })
    .onError("/a", (ctx) => {
      throw ctx.error;
    })
    .get("/a/b", () => {
      throw new Error("only one");
    });
  const written = await errorsDuring(async () => {
    await textOf(await ask(app, "/a/b"), 500);
  });
  assert.equal(written.length, 1);
});

Deno.test("an error page can be a component; its status is the error's", async () => {
  const app = new App()
    .appWrapper(({ Component }) => (
      <html>
        <Component />
      </html>
    ))
    .onError("*", { component: ({ error }) => <p>{(error as HttpError).status}</p> })
    .get("/", () => {
      throw new HttpError(410);
    });
  const html = await textOf(await ask(app, "/"), 410);
  assert.equal(html, "<!DOCTYPE html><html><p>410</p></html>");
});

Deno.test("a middleware's own error is caught by the error page of its folder", async () => {
  const app = new App()
    .onError("*", () => new Response("caught", { status: 500 }))
    .use(() => {
      throw new Error("in a middleware");
    })
    .get("/", () => new Response("never"));
  const written = await errorsDuring(async () => {
    assert.equal(await textOf(await ask(app, "/"), 500), "caught");
  });
  assert.equal(written.length, 1);
});

Deno.test("a handler or middleware that returns nothing is a reported error, not an empty page", async () => {
  const app = new App()
    .route("/route", { handler: (() => undefined) as never })
    .get("/get", (() => {}) as never)
    .use("/use", (() => {}) as never)
    .get("/use", () => new Response("never"));
  for (const path of ["/route", "/get", "/use"]) {
    const written = await errorsDuring(async () => {
      await textOf(await ask(app, path), 500);
    });
    assert.equal(written.length, 1, path);
    assert.match(String(written[0]), /returned no response/);
  }
});

Deno.test("middlewares find in ctx.error what was thrown further in", async () => {
  const seen: unknown[] = [];
  const look = async (ctx: FreshContext<unknown>) => {
    try {
      return await ctx.next();
    } catch (error) {
      seen.push(ctx.error === error);
      throw error;
    }
  };
  const app = new App().use(look).use(look).get("/", () => {
    throw "no Error at all";
  });
  await errorsDuring(async () => {
    await textOf(await ask(app, "/"), 500);
  });
  assert.deepEqual(seen, [true, true]);
});

Deno.test("_error, _404 and _500 may have a handler for each method", async () => {
  const fail = () => {
    throw new Error("x");
  };
  const says = (text: string) => () => new Response(text);
  const app = appOfFiles({
    "_404.ts": { handlers: { GET: says("no page"), POST: says("nothing to post to") } },
    "_500.ts": { handlers: { GET: says("broken") } },
    "in/_error.ts": { handler: { GET: says("broken inside") } },
    "a.ts": { handler: fail },
    "in/b.ts": { handler: fail },
  });
  assert.equal(await textOf(await ask(app, "/nowhere")), "no page");
  assert.equal(await textOf(await ask(app, "/nowhere", { method: "POST" })), "nothing to post to");
  await errorsDuring(async () => {
    assert.equal(await textOf(await ask(app, "/a")), "broken");
    assert.equal(await textOf(await ask(app, "/a", { method: "PUT" })), "broken");
    assert.equal(await textOf(await ask(app, "/in/b")), "broken inside");
  });
});
