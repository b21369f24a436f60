// What a visitor has to load: bytes as they travel, and the number of files.
import assert from "node:assert/strict";
import { buildOnce, Server } from "./browser/harness/server.ts";

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

/** The files that a room's page fetches at once beside those that it names: the mesh and its parts. */
async function meshOf(
  origin: string,
  room: readonly { url: string }[],
): Promise<{ url: string; bytes: number }[]> {
  const known = new Set(room.map(({ url }) => url));
  const read = async (url: string) => {
    const { travelled, plain } = await fetchBytes(origin + url);
    return { bytes: travelled, text: new TextDecoder().decode(plain) };
  };
  const named = (from: string, text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, name = ""]) => new URL(name, origin + from).pathname);
  const mesh: { url: string; bytes: number }[] = [];
  const add = async (url: string): Promise<void> => {
    if (known.has(url)) return;
    known.add(url);
    const { bytes, text } = await read(url);
    mesh.push({ url, bytes });
    for (const part of named(url, text, /(?:from|import)\s*["'`]([^"'`]+)["'`]/g)) await add(part);
  };
  // The boot script names the islands of all pages; this page loads its own.
  const scripts = [...known].filter((url) => url.endsWith(".js") && !url.includes("/boot-"));
  const lazy = await Promise.all(scripts.map(async (url) => {
    const { text } = await read(url);
    return named(url, text, /import\(["'`]([^"'`]+)["'`]\)/g);
  }));
  for (const url of new Set(lazy.flat())) {
    if ((await read(url)).text.includes("restartIce")) await add(url);
  }
  return mesh;
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
    const mesh = await meshOf(server.url, room);
    console.log(`and the mesh, fetched beside it: ${sum(mesh, /./)} B in ${mesh.length} files`);
    assert.ok(mesh.length > 0, "the mesh is fetched");
    assert.ok(sum(room, /\.js$/) <= 86_500, "JavaScript of a room");
    // 3 kB of it decide what is encoded for whom: that pays for itself in the first second of a call.
    // 700 B are there because what uses an SFU, loaded where a room has one, shares files with it.
    assert.ok(sum(room, /\.js$/) + sum(mesh, /./) <= 100_700, "with the mesh");
    assert.ok(sum(test, /\.js$/) <= 88_000, "JavaScript of the echo test");
    assert.ok(sum(home, /\.js$/) <= 10_000, "JavaScript of home");
    assert.ok(sum(room, /\.css/) <= 12_000, "CSS");
    assert.ok(sum([...room, ...mesh], /./) <= 170_000, "a cold room page");
    assert.ok(room.length <= 20, `${room.length} files`);
  } finally {
    await server.stop();
  }
});
