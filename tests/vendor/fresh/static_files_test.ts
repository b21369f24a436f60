// Static files: types, caching, encodings, and nothing that is not in the build.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { App, staticFiles } from "fresh";
import { loadSnapshot } from "fresh/internal";
import { contentType } from "../../../vendor/fresh/dev/mime.ts";
import { ask, fixtureApp, textOf } from "./fixture.ts";
import { buildFixture } from "./server.ts";

const dir = await buildFixture();
const production = new App().use(staticFiles());
(await loadSnapshot(new URL(`file://${dir}`)))(production);
await Deno.remove(dir, { recursive: true }); // all is in memory: serving reads no file any more

const get = (path: string, headers: Record<string, string> = {}) =>
  ask(production, path, { headers });

async function hashOf(path: string): Promise<string> {
  const etag = (await get(path)).headers.get("etag");
  return /^W\/"([0-9a-f]{16})"$/.exec(etag ?? "")?.[1] ?? "";
}

const FOR_EVER = "public, max-age=31536000, immutable";

Deno.test("safer than Fresh: a file is cached for ever under its hash and revalidated without it", async () => {
  const cache = async (query: string) =>
    (await get(`/styles.css${query}`)).headers.get("cache-control");
  assert.equal(await cache(`?__frsh_c=${await hashOf("/styles.css")}`), FOR_EVER);
  assert.equal(await cache(""), "no-cache");
  assert.equal(await cache("?__frsh_c=0123456789abcdef"), "no-cache");
  assert.equal(await cache("?__frsh_c="), "no-cache");
});

Deno.test("If-None-Match with the file's tag gets a 304 without a body", async () => {
  const tag = `W/"${await hashOf("/styles.css")}"`;
  for (const header of [tag, tag.slice(2), `"other", ${tag}`, "*"]) {
    const response = await get("/styles.css", { "if-none-match": header });
    assert.equal(response.status, 304, header);
    assert.equal(response.body, null);
    assert.equal(response.headers.get("etag"), tag);
    assert.equal(response.headers.get("cache-control"), "no-cache");
  }
  assert.equal((await get("/styles.css", { "if-none-match": '"other"' })).status, 200);
});

Deno.test("the best encoding the browser takes is chosen by its weights", async () => {
  const plain = await textOf(await get("/styles.css"));
  const cases: [accept: string, encoding: string | null][] = [
    ["gzip, deflate, br, zstd", "br"],
    ["br;q=0.2, gzip;q=0.8", "gzip"],
    ["gzip", "gzip"],
    ["BR", "br"],
    ["*", "br"],
    ["br;q=0, *;q=0.1", "gzip"],
    ["br; q=0.0, gzip ; q=0", null],
    ["identity", null],
    ["", null],
    ["br;q=x", null],
  ];
  for (const [accept, encoding] of cases) {
    const response = await get("/styles.css", { "accept-encoding": accept });
    assert.equal(response.headers.get("content-encoding"), encoding, accept);
    assert.equal(response.headers.get("vary"), "Accept-Encoding");
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.equal(response.headers.get("content-length"), String(bytes.length));
    const unpack = encoding === "br" ? brotliDecompressSync : encoding ? gunzipSync : Buffer.from;
    assert.equal(new TextDecoder().decode(unpack(bytes)), plain);
  }
});

Deno.test("what compression does not make smaller is sent as it is", async () => {
  const response = await get("/tiny.wasm", { "accept-encoding": "br" });
  assert.equal(response.headers.get("content-encoding"), null);
  assert.equal(response.headers.get("content-type"), "application/wasm");
  assert.equal(response.headers.get("vary"), null);
});

Deno.test("HEAD has the headers of GET and no body", async () => {
  const headers = { "accept-encoding": "br" };
  const head = await ask(production, "/styles.css", { method: "HEAD", headers });
  assert.equal(head.body, null);
  assert.deepEqual([...head.headers], [...(await get("/styles.css", headers)).headers]);
});

Deno.test("names with spaces, other letters and dots are found", async () => {
  assert.equal(
    await textOf(await get("/%D0%BA%D0%B0%D1%82%20%D1%84%D0%B0%D0%B9%D0%BB.txt")),
    "кат",
  );
  assert.equal(await textOf(await get("/.well-known/probe.txt")), "ok");
});

Deno.test("nothing outside the build's list can be had", async () => {
  const paths = ["/../main.ts", "/%2e%2e/main.ts", "/..%2fmain.ts", "/..%5cmain.ts", "/main.ts"];
  paths.push("//main.ts", "/%2Fetc%2Fpasswd", "/%00", "/snapshot.json", "/_fresh/snapshot.json");
  paths.push("/static/styles.css", "/_fresh/js/", "/__proto__", "/constructor", "/styles.css/");
  for (const path of paths) assert.equal((await get(path)).status, 404, path);
});

Deno.test("a file is read and nothing else: other methods are refused", async () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const response = await ask(production, "/styles.css", { method });
    assert.equal(response.status, 405, method);
    assert.equal(response.headers.get("allow"), "GET, HEAD, OPTIONS");
  }
  assert.equal((await ask(production, "/styles.css", { method: "OPTIONS" })).status, 204);
});

Deno.test("every content type is known", () => {
  const cases: Record<string, string> = {
    "site.webmanifest": "application/manifest+json",
    "a.woff2": "font/woff2",
    "a.svg": "image/svg+xml; charset=utf-8",
    "a.wasm": "application/wasm",
    "a.b.mjs": "text/javascript; charset=utf-8",
    "m.tflite": "application/octet-stream",
    "a.JSON": "application/json",
    "no-extension": "application/octet-stream",
  };
  for (const [name, type] of Object.entries(cases)) assert.equal(contentType(name), type);
});

Deno.test("a build in memory lets the browser store nothing and compresses nothing", async () => {
  const app = fixtureApp();
  const headers = { "accept-encoding": "br, gzip" };
  const hash = (await ask(app, "/styles.css")).headers.get("etag")?.slice(3, -1);
  const response = await ask(app, `/styles.css?__frsh_c=${hash}`, { headers });
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("content-encoding"), null);
  assert.match(await textOf(response), /teal/);
});
