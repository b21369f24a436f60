// Development: Builder.listen(), and the endpoint that lets pages notice a restart.
import assert from "node:assert/strict";
import { Builder } from "fresh/dev";
import { ask, FIXTURE, fixtureApp } from "./fixture.ts";

/** Runs the fixture in development and gives `fn` its address. */
async function whileListening(fn: (url: string) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const { promise: url, resolve } = Promise.withResolvers<string>();
  const listening = new Builder({ root: FIXTURE }).listen(() => import("./fixture/main.ts"), {
    port: 0,
    hostname: "127.0.0.1",
    signal: stop.signal,
    onListen: ({ port }) => resolve(`http://127.0.0.1:${port}`),
  });
  try {
    await fn(await url);
  } finally {
    stop.abort();
    await listening;
  }
}

const textAt = async (url: string) => await (await fetch(url)).text();

Deno.test("listen() serves the app, with a module in each page that watches for restarts", async () => {
  await whileListening(async (url) => {
    const page = await textAt(`${url}/`);
    assert.match(page, /<h1>Plain<\/h1>/);
    const scripts = [...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    assert.equal(scripts.length, 1);
    const [, src] = /^<script type="module" src="(\/_fresh\/js\/live_reload-.*\.js)">$/
      .exec(scripts[0]!)!;
    const script = await fetch(url + src);
    assert.equal(script.headers.get("cache-control"), "no-store");
    assert.match(await script.text(), /\/_fresh\/alive/);
  });
});

Deno.test("the endpoint names the build of this start, and answers do not stay open", async () => {
  const builds = new Set<string>();
  for (let start = 0; start < 2; start++) {
    await whileListening(async (url) => {
      const response = await fetch(`${url}/_fresh/alive`);
      assert.equal(response.headers.get("content-type"), "text/event-stream");
      const event = await response.text();
      assert.match(event, /^retry: \d+\ndata: [\w-]+\n\n$/);
      assert.equal(await textAt(`${url}/_fresh/alive`), event);
      builds.add(event);
    });
  }
  assert.equal(builds.size, 2);
});

Deno.test("outside of development there is no such endpoint", async () => {
  assert.equal((await ask(fixtureApp(), "/_fresh/alive")).status, 404);
});
