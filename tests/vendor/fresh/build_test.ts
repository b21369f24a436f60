// Builds: names that follow from content, what is written, and how it is served.
import assert from "node:assert/strict";
import { join } from "node:path";
import { Builder } from "fresh/dev";
import { loadSnapshot } from "fresh/internal";
import { nameByContent, withoutEmpty } from "../../../vendor/fresh/dev/chunks.ts";
import {
  filesBelow,
  scanIslands,
  scanRouteIslands,
  scanRoutes,
} from "../../../vendor/fresh/dev/scan.ts";
import { FIXTURE, textOf } from "./fixture.ts";
import { buildFixture, serve, serveFixture } from "./server.ts";

const REPOSITORY = new URL("../../../", import.meta.url);

/** A copy of the fixture with a build of its own, removed afterwards. */
async function withCopy(fn: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "fresh_copy_" });
  try {
    for (const file of await filesBelow(FIXTURE)) {
      if (!/^(islands|parts|static|routes\/(index|islands|.*_islands))/.test(file)) continue;
      await Deno.mkdir(join(root, file, ".."), { recursive: true });
      await Deno.copyFile(join(FIXTURE, file), join(root, file));
    }
    await fn(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function build(root: string): Promise<string[]> {
  await new Builder({ root }).build();
  return (await filesBelow(join(root, "_fresh/js"))).filter((name) => name.endsWith(".js"));
}

const label = (name: string) => name.replace(/-[0-9a-f]{16}\.js$/, "");

Deno.test("the same input gives the same build, wherever it lies", async () => {
  const read = async (dir: string) => {
    const text = await Deno.readTextFile(join(dir, "snapshot.json"));
    const { buildId: _id, root: _root, routes: _routes, ...rest } = JSON.parse(text);
    return rest;
  };
  const [first, second] = [await buildFixture(), await buildFixture()];
  assert.deepEqual(await read(first), await read(second));
  await withCopy(async (root) => {
    await build(root);
    assert.deepEqual(await read(join(root, "_fresh")), await read(first));
  });
  await Promise.all([first, second].map((dir) => Deno.remove(dir, { recursive: true })));
});

Deno.test("a change renames what leads to it, keeps the rest, and stale files go", async () => {
  await withCopy(async (root) => {
    await Deno.mkdir(join(root, "_fresh/js"), { recursive: true });
    await Deno.writeTextFile(join(root, "_fresh/js/stale-0123456789abcdef.js"), "");
    const before = await build(root);
    assert.ok(!before.some((name) => name.startsWith("stale")));
    await Deno.writeTextFile(join(root, "parts/later.ts"), `export const farewell = "кош";`);
    const after = await build(root);
    const renamed = after.filter((name) => !before.includes(name)).map(label).sort();
    assert.deepEqual(renamed, ["Counter", "boot", "chunk"], "the chunk, its importer, the boot");
    assert.equal(after.length, before.length);
    assert.deepEqual(
      before.filter((name) => /^(Mirror|Frame|Late|Loose)/.test(name)),
      after.filter((name) => /^(Mirror|Frame|Late|Loose)/.test(name)),
    );
  });
});

Deno.test("a changed static file has another hash and leaves the scripts alone", async () => {
  await withCopy(async (root) => {
    const before = await build(root);
    const hash = async () =>
      /"path": "\/styles.css"[^}]*"hash": "(\w+)"/
        .exec(await Deno.readTextFile(join(root, "_fresh/snapshot.json")))?.[1];
    const old = await hash();
    await Deno.writeTextFile(join(root, "static/styles.css"), "body{}");
    assert.deepEqual(await build(root), before);
    assert.notEqual(await hash(), old);
  });
});

Deno.test("withoutEmpty() leaves out files that hold nothing, and every import of them", () => {
  const output = (source: string, text: string) => ({ source, text });
  const given = [output("a.js", 'import"./x.js";import"./b.js";1'), output("b.js", "2")];
  const [a, b, ...others] = withoutEmpty([...given, output("x.js", "\n")]);
  assert.deepEqual([a?.text, b?.text, others], ['import"./b.js";1', "2", []]);
});

Deno.test("nameByContent() copes with cycles and with texts that differ in their imports only", () => {
  const output = (source: string, text: string) => ({ source, text });
  const names = (texts: Record<string, string>) =>
    nameByContent(Object.entries(texts).map(([s, t]) => output(s, t)), new Map());
  const cycle = { "a.js": 'import"./b.js";1', "b.js": 'import("./a.js");2', "c.js": "3" };
  const [first, second] = [names(cycle), names({ ...cycle, "b.js": 'import("./a.js");9' })];
  const nameOf = (chunks: typeof first, source: string) =>
    chunks.find((chunk) => chunk.source === source)!;
  for (const source of ["a.js", "b.js"]) {
    assert.notEqual(nameOf(first, source).name, nameOf(second, source).name, source);
  }
  assert.equal(nameOf(first, "c.js").name, nameOf(second, "c.js").name);
  assert.equal(nameOf(first, "a.js").text, `import"./${nameOf(first, "b.js").name}";1`);
  assert.deepEqual(nameOf(first, "a.js").modules.map((m) => m.source), ["a.js", "b.js"]);
  assert.deepEqual(nameOf(first, "b.js").modules.map((m) => m.source), ["b.js"]);
  const [x, y] = [{ "x.js": "1", "y.js": "2" }, 'import"./x.js";import"./y.js";'];
  const one = names({ ...x, "e.js": y + 'import("./x.js")' });
  const other = names({ ...x, "e.js": y + 'import("./y.js")' });
  assert.notEqual(nameOf(one, "e.js").name, nameOf(other, "e.js").name);
});

Deno.test("an island that imports a node: module fails the build with its name", async () => {
  await withCopy(async (root) => {
    const source = `import fs from "node:fs"; export default () => <p>{fs.constants.F_OK}</p>;`;
    await Deno.writeTextFile(join(root, "islands/Leaky.tsx"), source);
    await assert.rejects(build(root), /An island imports "node:fs"/);
  });
});

Deno.test("an island that does not compile fails the build", async () => {
  await withCopy(async (root) => {
    await Deno.writeTextFile(join(root, "islands/Broken.tsx"), "export default function ( {");
    await assert.rejects(build(root), /Broken\.tsx/);
  });
});

Deno.test("an app without islands needs no bundle and has no scripts", async () => {
  await withCopy(async (root) => {
    await Deno.remove(join(root, "islands"), { recursive: true });
    await Deno.remove(join(root, "routes/islands.tsx"));
    await Deno.remove(join(root, "routes/(members)"), { recursive: true });
    assert.deepEqual(await build(root), []);
    await loadSnapshot(new URL(`file://${root}/_fresh/`));
  });
});

Deno.test("islands are all files but tests, routes are all but tests and (_parts)", async () => {
  const islands = [
    ...["Counter.tsx", "Frame.tsx", "Late.tsx", "Loose.tsx"],
    ...["panels/Mirror.tsx", "panels/caption.tsx"],
  ];
  assert.deepEqual(await scanIslands(join(FIXTURE, "islands")), islands);
  assert.deepEqual(await scanRouteIslands(join(FIXTURE, "routes")), [
    "(members)/(_islands)/Bell.tsx",
  ]);
  const routes = await scanRoutes(join(FIXTURE, "routes"));
  assert.ok(routes.includes("r/[room].tsx") && !routes.some((file) => file.includes("part")));
  assert.deepEqual(await scanIslands(join(FIXTURE, "nowhere")), []);
});

Deno.test("without a build loadSnapshot() says what to do", async () => {
  const dir = await Deno.makeTempDir();
  await assert.rejects(loadSnapshot(new URL(`file://${dir}/`)), /run `deno task build` first\.$/);
  await Deno.remove(dir);
});

Deno.test("main.ts serves a build with read and net permission only", async () => {
  await using server = await serveFixture();
  const page = await (await fetch(`${server.url}islands`)).text();
  const boot = /src="(\/_fresh\/js\/boot-[^"]+)"/.exec(page)?.[1];
  const response = await fetch(new URL(boot!, server.url));
  assert.equal(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.match(response.headers.get("content-type")!, /javascript/);
  assert.match(await response.text(), /__FRSH_STATE/);
  const head = await fetch(`${server.url}islands`, { method: "HEAD" });
  assert.equal(head.headers.get("content-length"), String(new TextEncoder().encode(page).length));
  const missing = await fetch(`${server.url}nowhere`);
  assert.match(await textOf(missing, 404), /Error 404/);
});

Deno.test("deno serve starts the generated server.js", async () => {
  const dir = await buildFixture();
  const config = new URL("deno.json", REPOSITORY).pathname;
  const args = ["serve", "-A", "--no-prompt", "--port", "0", "--host", "127.0.0.1"];
  args.push("--config", config, join(dir, "server.js"));
  await using server = await serve(args, { dir, cwd: REPOSITORY });
  assert.match(await (await fetch(`${server.url}r/ala-too`)).text(), /Room ala-too/);
});
