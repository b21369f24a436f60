// What a visitor has to load: bytes as they travel, and the number of files.
import assert from "node:assert/strict";
import { buildOnce, Server } from "./browser/harness/server.ts";

/**
 * A word in each part that a call of two people fetches without an open panel: the mesh, the call, then
 * what comes after the first pictures.
 */
const PARTS = [
  ...["restartIce", "CallControls", "KeysChanged", "ReplacedScreen", "MeasuredLimits"],
  "LinkObserver",
];

/** Everything a page refers to that the browser loads at once, with the size of its answer. */
async function load(origin: string, path: string): Promise<{ url: string; bytes: number }[]> {
  const page = await fetchBytes(origin + path);
  const html = new TextDecoder().decode(page.plain);
  const urls = [...html.matchAll(/(?:href|src)="(\/[^"#]+)(?:#[^"]*)?"/g)].map(([, url]) =>
    url ?? ""
  )
    .filter((url) => /^\/(_fresh|gen|favicon)/.test(url));
  const files = await Promise.all([...new Set(urls)].map(async (url) => ({
    url,
    bytes: (await fetchBytes(origin + url)).travelled,
  })));
  return [{ url: path, bytes: page.travelled }, ...files];
}

async function fetchBytes(url: string): Promise<{ travelled: number; plain: Uint8Array }> {
  const response = await fetch(url, { headers: { "accept-encoding": "gzip" } });
  assert.equal(response.status, 200, url);
  const plain = new Uint8Array(await response.arrayBuffer());
  const travelled = Number(response.headers.get("content-length") ?? plain.length);
  return { travelled: travelled || plain.length, plain };
}

function sum(files: readonly { url: string; bytes: number }[], pattern: RegExp): number {
  return files.filter(({ url }) => pattern.test(url)).reduce(
    (total, { bytes }) => total + bytes,
    0,
  );
}

type Files = readonly { url: string; bytes: number }[];

/**
 * The parts of a page that its scripts fetch with `import()`, by a word that stands in each; a part may
 * be named by a script of one before it.
 */
async function partsOf(origin: string, page: Files, words: readonly string[]): Promise<Files[]> {
  const texts = new Map<string, Promise<{ bytes: number; text: string }>>();
  const read = (url: string) => {
    const known = texts.get(url);
    if (known !== undefined) return known;
    const reading = fetchBytes(origin + url).then(({ travelled, plain }) => ({
      bytes: travelled,
      text: new TextDecoder().decode(plain),
    }));
    texts.set(url, reading);
    return reading;
  };
  const named = (from: string, text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, name = ""]) => new URL(name, origin + from).pathname);
  const known = new Set(page.map(({ url }) => url));
  const add = async (url: string, files: { url: string; bytes: number }[]): Promise<void> => {
    if (known.has(url)) return;
    known.add(url);
    const { bytes, text } = await read(url);
    files.push({ url, bytes });
    for (const next of named(url, text, /(?:from|import)\s*["'`](\.\/[\w-]+\.js)["'`]/g)) {
      await add(next, files);
    }
  };
  const lazy = async () => {
    // The boot script names the islands of all pages; this page loads its own.
    const scripts = [...known].filter((url) => url.endsWith(".js") && !url.includes("/boot-"));
    const names = await Promise.all(scripts.map(async (url) => {
      const { text } = await read(url);
      return named(url, text, /import\(["'`]([^"'`]+)["'`]\)/g);
    }));
    return new Set(names.flat());
  };
  const parts: Files[] = [];
  for (const word of words) {
    const files: { url: string; bytes: number }[] = [];
    for (const url of await lazy()) {
      if ((await read(url)).text.includes(word)) await add(url, files);
    }
    assert.ok(files.length > 0, `the part with "${word}" is fetched`);
    parts.push(files);
  }
  return parts;
}

Deno.test("34: pages stay within their weight", async () => {
  await buildOnce();
  const server = await Server.start();
  try {
    const room = await load(server.url, "/r/room1");
    const home = await load(server.url, "/");
    const test = await load(server.url, "/test");
    console.log(
      `room: ${sum(room, /\.js$/)} B JavaScript, ${sum(room, /\.css/)} B CSS, ` +
        `${sum(room, /./)} B in ${room.length} files; home: ${sum(home, /./)} B`,
    );
    const [mesh = [], call = [], ...later] = await partsOf(server.url, room, PARTS);
    console.log(
      `once somebody types or points: the mesh, ${sum(mesh, /./)} B in ${mesh.length} files, ` +
        `and the rest of a call, ${sum(call, /./)} B in ${call.length} files; ` +
        `in a call without an open panel: ${sum(later.flat(), /./)} B more`,
    );
    // Socket.IO's client is 15 kB of it.
    const withMesh = sum(room, /\.js$/) + sum(mesh, /./);
    assert.ok(sum(room, /\.js$/) <= 54_000, "JavaScript of a room, before anybody types");
    // 3 kB of it decide what is encoded for whom: that pays for itself in the first second of a call.
    assert.ok(withMesh <= 72_500, "with the mesh");
    assert.ok(withMesh + sum(call, /./) <= 112_500, "with the call");
    assert.ok(withMesh + sum([...call, ...later.flat()], /./) <= 138_000, "in a call");
    assert.ok(sum(test, /\.js$/) <= 60_000, "JavaScript of the echo test");
    assert.ok(sum(home, /\.js$/) <= 10_000, "JavaScript of home");
    assert.ok(sum(room, /\.css/) <= 12_000, "CSS");
    assert.ok(sum([...room, ...mesh], /./) <= 124_500, "a cold room page");
    assert.ok(room.length <= 20, `${room.length} files`);
  } finally {
    await server.stop();
  }
});
