// What the first scripts of a room's page say stands in the first file of words, and nothing else does.
import assert from "node:assert/strict";
import { FIRST_KEYS } from "@/i18n/first_keys.ts";
import ky from "@/i18n/ky.ts";
import { resolve } from "../architecture/modules.ts";
import { readSource, type Source } from "../architecture/source.ts";
import { filesIn } from "../files_in.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
/** A template that fits more keys than this says nothing. */
const MOST_BY_TEMPLATE = 20;
const CATALOGUES = ["i18n/ky.ts", "i18n/ru.ts", "i18n/en.ts", "i18n/first_keys.ts"];

async function sourceOf(path: string): Promise<Source> {
  return readSource(path, await Deno.readTextFile(ROOT + path));
}

/** Files of ours that a file imports when it is loaded: no types, no `import()`. */
function staticImports({ path, bare }: Source): string[] {
  const found = bare.matchAll(
    /^(?:import|export)\s+(?!type\b)(?:([^"';]*?)\s*from\s*)?"([^"\n]+)"/gm,
  );
  return [...found].flatMap(([, names = "", specifier = ""]) => {
    const isOnlyTypes = /^\{(?:\s*type\s[^,}]+,?)+\s*\}$/.test(names);
    const to = resolve(path, specifier);
    return isOnlyTypes || to === null || !/\.tsx?$/.test(to) ? [] : [to];
  });
}

async function loadedWith(paths: readonly string[]): Promise<Source[]> {
  const [all, waiting] = [new Map<string, Source>(), [...paths]];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (all.has(path) || CATALOGUES.includes(path)) continue;
    const source = await sourceOf(path);
    all.set(path, source);
    waiting.push(...staticImports(source));
  }
  return [...all.values()];
}

/** Keys that are named whole, or by a template whose fixed parts fit. */
function keysIn({ path, bare }: Pick<Source, "path" | "bare">): string[] {
  const keys = Object.keys(ky);
  const templates = [...bare.matchAll(/`([\w.${}?:"()[\]= -]+)`/g)].flatMap(([, text = ""]) => {
    const fixed = text.split(/\$\{[^}]*\}/);
    if (fixed.length === 1 || !fixed.join("").includes(".")) return [];
    const pattern = new RegExp(`^${fixed.map(RegExp.escape).join("[\\w.-]+")}$`);
    const fitting = keys.filter((key) => pattern.test(key));
    assert.ok(fitting.length <= MOST_BY_TEMPLATE, `${path}: \`${text}\` may be any key`);
    return fitting;
  });
  return [...keys.filter((key) => bare.includes(`"${key}"`)), ...templates];
}

Deno.test("the first scripts of a room find all their words in the first file, which has no others", async () => {
  const islands = (await filesIn(`${ROOT}islands/call`, /\.tsx$/)).map((path) =>
    path.slice(ROOT.length)
  );
  const sources = await loadedWith(islands);
  assert.ok(sources.some(({ path }) => path === "components/lobby/LobbyForm.tsx"));
  assert.ok(!sources.some(({ path }) => path === "components/chat/ChatPanel.tsx"));
  const used = new Set(sources.flatMap(keysIn));
  const first = new Set<string>(FIRST_KEYS);
  assert.deepEqual([...used].filter((key) => !first.has(key)), [], "add to i18n/first_keys.ts");
  assert.deepEqual(
    [...first].filter((key) => !used.has(key)),
    [],
    "take out of i18n/first_keys.ts",
  );
});

Deno.test("a planted word of a later part is found in a first script", () => {
  const planted = (text: string) => keysIn(readSource("components/A.tsx", text));
  assert.deepEqual(planted(`t("host.end")`), ["host.end"]);
  assert.deepEqual(planted("t(`proof.${result}`)"), [
    "proof.forged",
    "proof.unproven",
    "proof.keyed",
  ]);
  assert.deepEqual(planted(`// t("host.end")`), []);
  assert.throws(() => planted("t(`${base}.title`)"), /may be any key/);
  const imports = `import type { A } from "./a.ts";\nimport { type B } from "./b.ts";\n` +
    `import "./c.ts";\nimport d, { type D } from "./d.ts";\nexport * from "./e.ts";\n` +
    `const f = () => import("./f.ts");`;
  assert.deepEqual(staticImports(readSource("x/y.ts", imports)), ["x/c.ts", "x/d.ts", "x/e.ts"]);
});
