// The order of the sources: who imports whom, and the rules that a machine can check over all files.
import assert from "node:assert/strict";
import { LONG_FILES, LONG_FUNCTIONS } from "./architecture/exceptions.ts";
import {
  beyond,
  type Breaches,
  importCircles,
  longFiles,
  longFunctions,
  missingPaths,
  unneededExports,
} from "./architecture/order.ts";
import { PLANTED } from "./architecture/planted.ts";
import { FOLDERS } from "@/tools/folders.ts";
import { INSIDE_CALL, INSIDE_SIGNALING } from "@/tools/folders_inside.ts";
import { type Rule, RULES } from "./architecture/rules.ts";
import { readSource, type Source } from "./architecture/source.ts";

const LEFT_OUT = ["node_modules", "_fresh", "gen"];

async function filesIn(folder = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder === "" ? "." : folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (name.startsWith(".") || LEFT_OUT.includes(name)) continue;
    if (isDirectory) found.push(...await filesIn(path));
    else found.push(path);
  }
  return found;
}

const files = await filesIn();
const all = await Promise.all(
  files.filter((path) => /\.tsx?$/.test(path))
    .map(async (path) => readSource(path, await Deno.readTextFile(path))),
);

Deno.test("the rules see all sources", () => {
  for (const path of ["main.ts", "call/mod.ts", "routes/r/[room].tsx", "islands/call/Lobby.tsx"]) {
    assert.ok(all.some((source) => source.path === path), path);
  }
});

for (const [name, rule] of Object.entries(RULES)) {
  Deno.test(`in all files: ${name}`, () => {
    assert.deepEqual(all.flatMap(rule), []);
  });
}

Deno.test("the client listens to the server's events in one file", () => {
  const listening = all.filter(({ path, code }) =>
    /^(?:call|components|hooks|islands)\//.test(path) && /\bsocket\.on\(/.test(code)
  );
  assert.deepEqual(listening.map(({ path }) => path), ["call/browser/signaling_client.ts"]);
});

Deno.test("a socket's events are listened to in one file of the server, and by one table", () => {
  const listening = all.filter(({ path, code }) =>
    /^(?:signaling|routes)\/|^[a-z_]+\.ts$/.test(path) && /\bsocket\.(?:on|use|once)\(/.test(code)
  );
  assert.deepEqual(listening.map(({ path }) => path), ["signaling/server.ts"]);
  const handling = all.filter(({ path, imports }) =>
    !/^signaling\/handlers\//.test(path) &&
    imports.some((name) => /handlers\/(?!handler\.ts)/.test(name))
  );
  assert.deepEqual(handling.map(({ path }) => path), ["signaling/event_table.ts"]);
});

for (const [name, rule] of Object.entries(RULES)) {
  Deno.test(`the check can fail and can pass: ${name}`, () => {
    const { bad = [], good = [] } = PLANTED[name] ?? {};
    assert.ok(bad.length > 0 && good.length > 0, "no planted files for this rule");
    const breaches = (rule: Rule, [path, text]: [string, string]) => rule(readSource(path, text));
    for (const file of bad) assert.notDeepEqual(breaches(rule, file), [], `missed: ${file[1]}`);
    for (const file of good) assert.deepEqual(breaches(rule, file), []);
  });
}

/** The rules over all files, what is excepted from them, and two planted sets of files. */
const ORDER: Record<string, {
  find(sources: readonly Source[]): Breaches;
  excepted: Readonly<Record<string, number>>;
  bad: Record<string, string>;
  good: Record<string, string>;
}> = {
  "no circle of imports, types included": {
    find: importCircles,
    excepted: {},
    bad: {
      "a.ts": `import type { B } from "./b.ts";`,
      "b.ts": `export { c } from "./c.ts";`,
      "c.ts": `const a = await import("@/a.ts");`,
    },
    good: {
      "a.ts": `import { b } from "./b.ts"; import { c } from "./c.ts";`,
      "b.ts": `export * from "./c.ts";`,
      "c.ts": `type C = typeof import("./c.ts");`,
    },
  },
  "no export that the product does not need": {
    find: (sources) => new Map(unneededExports(sources).map((name) => [name, 1])),
    excepted: {},
    bad: {
      "call/a.ts": `export function unused() {} unused();`,
      "main.ts": `import { other } from "./call/a.ts";`,
      "tests/a.ts": `import { b } from "../call/b.ts";`,
      "call/b.ts": `export const b = 1;`,
    },
    good: {
      "call/mod.ts": `export { passed as known } from "./a.ts";`,
      "call/a.ts": `export interface Options {} export const passed = (x: Options) => x;`,
      "main.ts": `import { known } from "./call/mod.ts";`,
      "tests/a.ts": `import { LIMIT } from "../call/b.ts";`,
      "call/b.ts": `export const LIMIT = 1; export const twice = 2 * LIMIT;`,
      "call/c.ts": `export default 1;`,
      "islands/A.tsx": `import c from "@/call/c.ts"; import * as b from "@/call/b.ts";`,
    },
  },
  "a function of the product has at most 40 lines": {
    find: longFunctions,
    excepted: LONG_FUNCTIONS,
    bad: {
      "call/a.ts": `class A {\n  #b(\n    c: { d: number },\n  ): Promise<{ e: F }> {${
        "\n".repeat(38)
      }}\n}`,
    },
    good: {
      "call/a.ts": `class A {\n  b() {${"\n".repeat(39)}  }\n}\ninterface B {${"\n".repeat(90)}}`,
      "call/b.ts": `function c(x: D): x is E {\n  if (x) {${"\n".repeat(37)}}\n}\nconst f = {${
        "\n".repeat(50)
      }};`,
      "tests/a.ts": `function b() {${"\n".repeat(90)}}`,
    },
  },
  "a file has at most 250 lines": {
    find: longFiles,
    excepted: LONG_FILES,
    bad: { "a.ts": "// x\n".repeat(251) },
    good: { "a.ts": "// x\n".repeat(250), "i18n/ky.ts": "// x\n".repeat(999) },
  },
};

for (const [name, { find, excepted, bad, good }] of Object.entries(ORDER)) {
  Deno.test(`in all files: ${name}`, () => {
    assert.deepEqual(beyond(find(all), excepted), []);
  });
  Deno.test(`the check can fail and can pass: ${name}`, () => {
    const planted = (texts: Record<string, string>) =>
      find(Object.entries(texts).map(([path, text]) => readSource(path, text)));
    assert.notDeepEqual(beyond(planted(bad), {}), []);
    assert.deepEqual(beyond(planted(good), {}), []);
    assert.notDeepEqual(beyond(planted(good), { "gone.ts": 1 }), [], "an exception nobody needs");
  });
}

Deno.test("an exception is no larger than what it excepts needs", () => {
  const found = new Map([["a.ts", 261]]);
  assert.deepEqual(beyond(found, { "a.ts": 270 }), []);
  assert.deepEqual(beyond(found, { "a.ts": 280 }), ["make its exception 270: a.ts"]);
});

Deno.test("documents name only files and folders that exist", async () => {
  const documents = files.filter((path) => path.endsWith(".md") && path !== "CHANGELOG.md");
  const texts = await Promise.all(
    documents.map(async (path) => ({ path, text: await Deno.readTextFile(path) })),
  );
  assert.deepEqual(texts.flatMap((text) => missingPaths(text, files)), []);
  const named = (text: string) => missingPaths({ path: "docs/a.md", text }, ["call/a.ts", "b.md"]);
  assert.equal(named("`call/b.ts` `c.ts` `tests/` [d](d.md) [e](../e.md)").length, 5);
  assert.deepEqual(named("`call/a.ts` `a.ts` `call/` [b](../b.md#c) [d](https://d.md)"), []);
});

Deno.test("docs/architecture.md says of each folder what tools/folders.ts says, and of no other", async () => {
  const text = await Deno.readTextFile("docs/architecture.md");
  const table = text.split("<!-- folders -->")[1]?.split("<!-- /folders -->")[0] ?? "";
  const cells = (line: string) => line.split("|").map((cell) => cell.trim()).filter(Boolean);
  const said = table.trim().split("\n").slice(2).map(cells);
  const inside = [
    ...Object.entries(INSIDE_CALL).map(([path, folder]) => [`call/${path}`, folder] as const),
    ...Object.entries(INSIDE_SIGNALING).map(([path, it]) => [`signaling/${path}`, it] as const),
  ];
  const known = [...Object.entries(FOLDERS), ...inside]
    .filter(([path]) => files.some((file) => file === path || file.startsWith(`${path}/`)))
    .map(([path, { holds }]) => [path.endsWith(".ts") ? `\`${path}\`` : `\`${path}/\``, holds]);
  assert.deepEqual(said.toSorted(), known.toSorted());
  const roots = new Set(all.map(({ path }) => path.split("/")[0]));
  assert.deepEqual([...roots].filter((root = "") => !(root in FOLDERS)), []);
});

Deno.test("readSource() blanks comments, strings, templates and patterns, and nothing else", () => {
  const text = 'a(/[/"]x/g); b / c / d; `t ${e({ f: `u` })} v`; // g\n\'h\' + "i"; /* j */ k;';
  const names = readSource("a.ts", text).code.match(/\w+/g);
  assert.deepEqual(names, ["a", "b", "c", "d", "e", "f", "k"]);
});
