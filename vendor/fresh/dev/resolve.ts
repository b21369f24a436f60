// Finds the file that an import means in a browser: Deno's import map, then npm's package.json.
import { createRequire } from "node:module";

/** What an import leads to. */
export type Resolved =
  /** `sideEffects` is false where the package says that unused modules may go. */
  | { kind: "module"; url: string; sideEffects: boolean }
  /** The package has nothing for browsers here. */
  | { kind: "empty" }
  /** A module of the platform. */
  | { kind: "external"; specifier: string };

/** The fields of package.json that matter here. */
interface PackageJson {
  exports?: Target;
  browser?: string | Record<string, string | false>;
  module?: string;
  main?: string;
  sideEffects?: boolean | string[];
}
type Target = string | null | Target[] | { [condition: string]: Target };

interface Package {
  /** Directory, with a slash at the end. */
  root: string;
  json: PackageJson;
}

const CONDITIONS = new Set(["browser", "module", "import", "default"]);
/** Deno keeps packages at …/NAME/VERSION/, others at …/node_modules/NAME/. */
const PACKAGE =
  /^.*\/(?:npm\/[^/]+\/(?:@[^/]+\/)?[^@/][^/]*\/\d[^/]*|node_modules\/(?:@[^/]+\/)?[^@/][^/]*)\//;

const packages = new Map<string, Promise<Package>>();

/** Resolves `specifier` as written in the module at `importer` (a file URL; null: the project). */
export async function resolveModule(specifier: string, importer: string | null): Promise<Resolved> {
  if (specifier.startsWith("node:")) return { kind: "external", specifier };
  const home = importer === null ? null : await packageAt(importer);
  if (/^(\.{0,2}\/|file:)/.test(specifier)) {
    const url = new URL(specifier, importer ?? undefined).href;
    return home === null ? found(url) : inPackage(home, url);
  }
  if (home === null) {
    const url = import.meta.resolve(specifier);
    const target = url.startsWith("file:") ? await packageAt(url) : null;
    return target === null ? found(url) : entryOf(target, specifier);
  }
  const name = nameIn(specifier);
  const url = URL.parse(createRequire(importer!).resolve(specifier), "file:///")!.href;
  const target = await packageAt(url);
  if (target === null) throw new Error(`${home.root} imports ${name}, which is no npm package.`);
  return entryOf(target, specifier);
}

function found(url: string): Resolved {
  if (!url.startsWith("file:")) throw new Error(`${url} is not on this machine.`);
  return { kind: "module", url, sideEffects: true };
}

/** The npm package that a file is part of. */
function packageAt(url: string): Promise<Package> | Promise<null> {
  const root = PACKAGE.exec(url)?.[0];
  if (root === undefined) return Promise.resolve(null);
  let found = packages.get(root);
  if (found === undefined) packages.set(root, found = readPackage(root));
  return found;
}

async function readPackage(root: string): Promise<Package> {
  const json = JSON.parse(await Deno.readTextFile(new URL("package.json", root))) as PackageJson;
  return { root, json };
}

/** The module that a package shows to others under `specifier`. */
function entryOf({ root, json }: Package, specifier: string): Resolved {
  const path = `.${specifier.slice(nameIn(specifier).length)}`;
  if (json.exports !== undefined) {
    const target = targetOf(json.exports, path);
    if (target === null) throw new Error(`${root} has no ${path} for browsers.`);
    return inPackage({ root, json }, new URL(target, root).href);
  }
  const browser = typeof json.browser === "string" ? json.browser : undefined;
  const main = browser ?? json.module ?? json.main ?? "index.js";
  return inPackage({ root, json }, new URL(path === "." ? main : path, root).href);
}

function targetOf(exports: Target, path: string): string | null {
  const isMap = typeof exports === "object" && exports !== null && !Array.isArray(exports) &&
    Object.keys(exports).every((key) => key.startsWith("."));
  if (!isMap) return path === "." ? choose(exports) : null;
  const map = exports as Record<string, Target>;
  if (map[path] !== undefined) return choose(map[path]);
  for (const [pattern, target] of Object.entries(map)) {
    const [before = "", after] = pattern.split("*");
    if (after === undefined || !path.startsWith(before) || !path.endsWith(after)) continue;
    const part = path.slice(before.length, path.length - after.length);
    return choose(target)?.replaceAll("*", part) ?? null;
  }
  return null;
}

/** The first that is for browsers and modules, in the package's own order. */
function choose(target: Target): string | null {
  if (typeof target === "string" || target === null) return target;
  if (Array.isArray(target)) return target.map(choose).find((one) => one !== null) ?? null;
  for (const [condition, one] of Object.entries(target)) {
    const chosen = CONDITIONS.has(condition) ? choose(one) : null;
    if (chosen !== null) return chosen;
  }
  return null;
}

/** A file of a package, or what the package puts in its place for browsers. */
function inPackage({ root, json }: Package, url: string): Resolved {
  const path = `./${url.slice(root.length)}`;
  const replacement = typeof json.browser === "object" ? json.browser[path] : undefined;
  if (replacement === false) return { kind: "empty" };
  const place = replacement === undefined ? url : new URL(replacement, root).href;
  return { kind: "module", url: place, sideEffects: json.sideEffects !== false };
}

function nameIn(specifier: string): string {
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)![0];
}
