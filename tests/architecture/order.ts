// Rules over all files at once: circles, dead exports, sizes, and paths that documents name.
import { functionsOf } from "./functions.ts";
import { circles, deadExports, modulesOf } from "./modules.ts";
import type { Source } from "./source.ts";

/** Lines that a function of the product may have. */
const MAX_FUNCTION = 40;
/** Lines that a file may have. */
const MAX_FILE = 250;
/** Catalogues: one entry a line, divided by nothing but language. */
const CATALOGUES = ["i18n/ky.ts", "i18n/ru.ts", "i18n/en.ts"];

/** Opened by something else than an import: programs, routes, islands, what is loaded by its name. */
const ENTRIES = [
  ...["main.ts", "dev.ts", "routes/", "islands/", "tools/", "worker/", ...CATALOGUES],
  "vendor/fresh/client/boot.ts", // the build writes the import
  ...["mod", "dev", "internal", "runtime"].map((name) => `vendor/fresh/${name}.ts`), // as in Fresh
];

/** What breaks a rule, each with its size: 1 where there is none. */
export type Breaches = ReadonlyMap<string, number>;

/** Circles of imports, types included: the sorted paths of the files, joined by a space. */
export function importCircles(sources: readonly Source[]): Breaches {
  return new Map(circles(modulesOf(sources)).map((files) => [files.join(" "), 1]));
}

/** Exports that the product does not need: "path name". */
export function unneededExports(sources: readonly Source[]): string[] {
  return deadExports(sources, {
    isProduct: (path) => !path.startsWith("tests/"),
    isEntry: (path) => ENTRIES.some((entry) => path === entry || covers(entry, path)),
  });
}

/** Functions of the product with too many lines: "path name". */
export function longFunctions(sources: readonly Source[]): Breaches {
  return new Map(
    sources.filter(({ path }) => !path.startsWith("tests/")).flatMap((source) =>
      functionsOf(source, { above: MAX_FUNCTION })
        .map(({ name, lines }): [string, number] => [`${source.path} ${name}`, lines])
    ),
  );
}

/** Files with too many lines. */
export function longFiles(sources: readonly Source[]): Breaches {
  return new Map(
    sources.filter(({ path }) => !CATALOGUES.includes(path))
      .map(({ path, text }): [string, number] => [path, text.trimEnd().split("\n").length])
      .filter(([, lines]) => lines > MAX_FILE),
  );
}

/** An exception is the size of what it excepts, rounded up to this. */
const STEP = 10;

/** What is found and not excepted, and exceptions that are too large or needed no more; as sentences. */
export function beyond(found: Breaches, excepted: Readonly<Record<string, number>>): string[] {
  const more = [...found].filter(([what, size]) => size > (excepted[what] ?? 0));
  const loose = [...found].filter(([what, size]) => size <= (excepted[what] ?? 0) - STEP);
  const unneeded = Object.keys(excepted).filter((what) => !found.has(what));
  return [
    ...more.map(([what, size]) => `${what}: ${size}`),
    ...loose.map(([what, size]) => `make its exception ${Math.ceil(size / STEP) * STEP}: ${what}`),
    ...unneeded.map((what) => `take it out of tests/architecture/exceptions.ts: ${what}`),
  ];
}

/** A path in backticks: with a folder or an ending of ours, and no placeholder in it. */
const QUOTED = /`((?:[\w()[\].-]+\/)+[\w()[\].-]*|[\w-]+\.(?:tsx?|css|md|json|conf))`/g;
/** A link to something of ours, without its anchor. */
const LINKED = /\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g;
/** Made by a build or a run, or of other programs. */
const NOT_OURS =
  /^(?:_fresh|data|shots|node_modules|static\/gen|coverage|backup)\b|^fresh\/\w+$|^(?:metrics|healthz|api|r|socket\.io)\//;

/** Files and folders that a document names and that do not exist. `existing` are paths of files. */
export function missingPaths(
  document: { path: string; text: string },
  existing: readonly string[],
): string[] {
  const text = document.text.replace(/^```[\s\S]*?^```/gm, "");
  const quoted = [...text.matchAll(QUOTED)].map(([, name = ""]) => name)
    .filter((name) => !NOT_OURS.test(name) && !exists(name, existing));
  const linked = [...text.matchAll(LINKED)].map(([, name = ""]) =>
    fromDocument(document.path, name)
  )
    .filter((name) => !exists(name, existing));
  return [...quoted, ...linked].map((name) => `${document.path} names ${name}`);
}

function fromDocument(path: string, link: string): string {
  return decodeURI(new URL(link, `file:///${path}`).pathname.slice(1));
}

/** A whole path, or the end of one: `chat/cipher.ts`, `cipher.ts`; a folder ends with a slash. */
function exists(name: string, existing: readonly string[]): boolean {
  return existing.some((path) =>
    path === name || path.endsWith(`/${name}`) ||
    name.endsWith("/") && `/${path}`.includes(`/${name}`)
  );
}

function covers(entry: string, path: string): boolean {
  return entry.endsWith("/") && path.startsWith(entry);
}
