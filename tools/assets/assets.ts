// Makes static/gen/: style sheets in one piece each, icon sprite, font files, catalogues of messages.
// The font comes from an npm package, which is in the module graph because of the import. The icons
// are lucide's and stand in icons/: their package has 68 MB.
import onest from "@fontsource-variable/onest/package.json" with { type: "json" };
import { FIRST_KEYS } from "../../i18n/first_keys.ts";
import { LOCALES } from "../../i18n/locales.ts";
import { ICON_NAMES } from "../../components/base/icon_names.ts";
import { fontFaces, SUBSETS } from "./fonts.ts";
import { bundledWorker, offlineWorker } from "./worker.ts";
import { minifyCss } from "./minify_css.ts";

/** Which files of static/styles/ make up which sheet, in this order. */
export const SHEETS = {
  "app.css": [
    "tokens",
    "base",
    "old_browser",
    "buttons",
    "tooltip",
    "forms",
    "menu",
    "page",
    "tile",
    "person",
    "home",
  ],
  "call.css": ["call", "stage", "chat", "overlays", "lobby", "little"],
} as const;

const STYLES = new URL("../../static/styles/", import.meta.url);
const ICONS = new URL("icons/", import.meta.url);
const BROWSER = new URL("../../call/browser/", import.meta.url);
const WORKERS = [
  ...["recording/tap_worker", "recording/writer_worker", "recording/film_worker"] as const,
  "frames/frame_worker",
] as const;
const FILE_STORE = new URL("../../worker/file_store.ts", import.meta.url);
const OUT = new URL("../../static/gen/", import.meta.url);

/** Writes everything that is out of date in static/gen/, and returns the names of those files. */
export async function buildAssets(out: URL = OUT): Promise<string[]> {
  await Deno.mkdir(out, { recursive: true });
  const files = new Map<string, Uint8Array>();
  for (const locale of LOCALES) {
    const { default: catalogue } = await import(`../../i18n/${locale}.ts`);
    const [first, rest] = inParts(catalogue);
    files.set(`messages-${locale}.json`, utf8(JSON.stringify(first)));
    files.set(`more-messages-${locale}.json`, utf8(JSON.stringify(rest)));
  }
  for (const { name } of SUBSETS) {
    const font = await fromPackage(onest.name, `files/onest-${name}-wght-normal.woff2`);
    files.set(`onest-${name}.woff2`, font);
  }
  for (const [name, parts] of Object.entries(SHEETS)) {
    files.set(name, utf8(await styleSheet(parts) + (name === "app.css" ? fontFaces() : "")));
  }
  files.set("worker.js", utf8(await offlineWorker(files)));
  for (const path of WORKERS) {
    const name = path.slice(path.indexOf("/") + 1);
    files.set(`${name}.js`, utf8(await bundledWorker(new URL(`${path}.ts`, BROWSER))));
  }
  files.set("file_store.js", utf8(await bundledWorker(FILE_STORE)));
  files.set("icons.svg", utf8(await iconSprite()));
  files.set("LICENSE-lucide.txt", await Deno.readFile(new URL("LICENSE.txt", ICONS)));
  files.set("LICENSE-mediabunny.txt", await licenceOf("mediabunny"));
  files.set("LICENSE-onest.txt", await fromPackage(onest.name, "LICENSE"));
  return await writeChanged(out, files);
}

/** The words that a room's page shows first, and all others. */
function inParts(catalogue: object): [first: object, rest: object] {
  const isFirst = ([key]: [string, unknown]) => (FIRST_KEYS as readonly string[]).includes(key);
  const { true: first = [], false: rest = [] } = Object.groupBy(
    Object.entries(catalogue),
    (entry) => String(isFirst(entry)) as "true" | "false",
  );
  return [Object.fromEntries(first), Object.fromEntries(rest)];
}

/** The parts of a sheet in one piece. */
async function styleSheet(parts: readonly string[]): Promise<string> {
  const texts = await Promise.all(
    parts.map((part) => Deno.readTextFile(new URL(`${part}.css`, STYLES))),
  );
  return minifyCss(texts.join("\n"));
}

/** All our icons as <symbol>s; rejects with the icon's name if icons/ has none so called. */
export async function iconSprite(names: readonly string[] = ICON_NAMES): Promise<string> {
  const symbols = await Promise.all(names.map(async (name) => {
    const svg = await iconOf(name);
    const shapes = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1] ?? "";
    return `<symbol id="${name}" viewBox="0 0 24 24">${inOneLine(shapes)}</symbol>`;
  }));
  const notice = "<!-- lucide, ISC, see LICENSE-lucide.txt -->";
  return `<svg xmlns="http://www.w3.org/2000/svg">${notice}${symbols.join("")}</svg>\n`;
}

/** Shapes without the white space between them; attributes may stand on lines of their own. */
function inOneLine(shapes: string): string {
  return shapes.replace(/\s+/g, " ").replace(/> </g, "><").replaceAll(" />", "/>").trim();
}

async function iconOf(name: string): Promise<string> {
  try {
    return await Deno.readTextFile(new URL(`${name}.svg`, ICONS));
  } catch (cause) {
    throw new Error(`tools/assets/icons/${name}.svg is not there`, { cause });
  }
}

async function fromPackage(name: string, path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(new URL(import.meta.resolve(`${name}/${path}`)));
  } catch (cause) {
    throw new Error(`${name} has no ${path}`, { cause });
  }
}

/** The licence of a package that shows nothing of its folder but its main module. */
async function licenceOf(name: string): Promise<Uint8Array> {
  const main = import.meta.resolve(name);
  const end = main.indexOf("/dist/");
  if (end < 0) throw new Error(`${name} has no folder dist/`);
  return await Deno.readFile(new URL(`${main.slice(0, end)}/LICENSE`));
}

/** Leaves equal files alone, so that a watcher of static/ does not go round in circles. */
async function writeChanged(out: URL, files: Map<string, Uint8Array>): Promise<string[]> {
  const changed: string[] = [];
  for (const [name, content] of files) {
    const path = new URL(name, out);
    const old = await Deno.readFile(path).catch(() => null);
    if (old !== null && equal(old, content)) continue;
    await Deno.writeFile(path, content);
    changed.push(name);
  }
  return changed;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

if (import.meta.main) console.log((await buildAssets()).join("\n"));
