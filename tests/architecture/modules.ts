// Who imports what from whom, over all files: circles between files, and exports that nobody uses.
import type { Source } from "./source.ts";

/** A name that a file takes from another one of ours; "*" for all of them. */
interface Use {
  from: string;
  name: string;
}

/** What a file gives and takes. */
interface Module {
  exports: Set<string>;
  uses: Use[];
  /** Names that it passes on: its own name of each, and where it comes from. */
  passed: Map<string, Use>;
  /** Files of which it passes everything on. */
  stars: string[];
}

/** All files by path. */
export type Modules = ReadonlyMap<string, Module>;

/** Reads the imports and exports of all files. */
export function modulesOf(sources: readonly Source[]): Modules {
  const known = new Set(sources.map(({ path }) => path));
  return new Map(sources.map((source) => [source.path, moduleOf(source, known)]));
}

/** Path of the file that an import names, relative to the root; null for packages. */
export function resolve(path: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return null;
  return decodeURI(new URL(specifier, `file:///${encodeURI(path)}`).pathname.slice(1));
}

const DECLARED =
  /\bexport\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|function\*?|class|interface|type|enum)\s+([\w$]+)/g;
const FROM =
  /\b(import|export)\s+(?:type\s+)?([\w$]+\s*,\s*)?(\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?|[\w$]+)\s+from\s+"([^"\n]+)"/g;
const LOCAL = /\bexport\s+(?:type\s+)?\{([^}]*)\}(?!\s*from)/g;
const DYNAMIC = /(?<![\w$.])import\s*\(\s*"([^"\n]+)"/g;

function moduleOf({ path, bare, code }: Source, known: ReadonlySet<string>): Module {
  const found: Module = { exports: new Set(), uses: [], passed: new Map(), stars: [] };
  const inCode = ({ index }: { index: number }) => code.charAt(index) !== " ";
  for (const [, name = ""] of code.matchAll(DECLARED)) found.exports.add(name);
  if (/\bexport\s+default\b/.test(code)) found.exports.add("default");
  for (const [, names = ""] of code.matchAll(LOCAL)) {
    for (const { as } of listed(names)) found.exports.add(as);
  }
  for (const match of [...bare.matchAll(DYNAMIC)].filter(inCode)) {
    const from = resolve(path, match[1] ?? "");
    if (from !== null && from !== path && known.has(from)) found.uses.push({ from, name: "*" });
  }
  for (const match of [...bare.matchAll(FROM)].filter(inCode)) {
    const from = resolve(path, match[4] ?? "");
    if (from !== null && known.has(from)) take(found, match, from);
  }
  return found;
}

function take(found: Module, [, verb, first, what = ""]: RegExpMatchArray, from: string): void {
  if (first !== undefined) found.uses.push({ from, name: "default" });
  if (what === "*" && verb === "export") return void found.stars.push(from);
  if (what.startsWith("*")) return void found.uses.push({ from, name: "*" });
  if (!what.startsWith("{")) return void found.uses.push({ from, name: "default" });
  for (const { name, as } of listed(what.slice(1, -1))) {
    if (verb === "import") found.uses.push({ from, name });
    else {
      found.exports.add(as);
      found.passed.set(as, { from, name });
    }
  }
}

function listed(names: string): { name: string; as: string }[] {
  return names.split(",").map((one) => one.trim().replace(/^type\s+/, "")).filter((one) =>
    one !== ""
  ).map((one) => {
    const [name = "", as = name] = one.split(/\s+as\s+/);
    return { name, as };
  });
}

/** Which files count. */
export interface DeadOptions {
  isProduct(path: string): boolean;
  /** Files that something outside opens: routes, islands, programs. */
  isEntry(path: string): boolean;
}

/**
 * Exports that are not needed, as "path name": nothing of the product uses them, their own file
 * included, or their own file alone does. A file may export the types of its own signatures, and
 * what only tests read of what it uses itself.
 */
export function deadExports(
  sources: readonly Source[],
  { isProduct, isEntry }: DeadOptions,
): string[] {
  const modules = modulesOf(sources);
  const byProduct = usedNames(modules, { isUser: isProduct, isEntry });
  const byAnybody = usedNames(modules, { isUser: () => true, isEntry });
  return sources.filter(({ path }) => isProduct(path) && !isEntry(path)).flatMap((source) => {
    const unused = [...modules.get(source.path)?.exports ?? []].map((name) => ({
      name,
      key: `${source.path} ${name}`,
    })).filter(({ key }) => !byProduct.has(key));
    return unused.filter(({ name, key }) => {
      const isNeeded = new RegExp(`\\b(?:type|interface)\\s+${name}\\b`).test(source.code) ||
        byAnybody.has(key);
      return !(isUsedAtHome(source, name) && isNeeded);
    }).map(({ key }) => key);
  });
}

function isUsedAtHome({ code }: Source, name: string): boolean {
  return [...code.matchAll(new RegExp(`(?<![\\w$])${RegExp.escape(name)}(?![\\w$])`, "g"))].length >
    1;
}

/** What is imported from where, followed through the files that pass it on. */
function usedNames(
  modules: Modules,
  { isUser, isEntry }: { isUser: (path: string) => boolean; isEntry: (path: string) => boolean },
): ReadonlySet<string> {
  const used = new Set<string>();
  const mark = ({ from, name }: Use): void => {
    const source = modules.get(from);
    if (source === undefined || used.has(`${from} ${name}`)) return;
    used.add(`${from} ${name}`);
    if (name === "*") source.exports.forEach((each) => mark({ from, name: each }));
    const passed = source.passed.get(name);
    if (passed !== undefined) mark(passed);
    else if (!source.exports.has(name)) source.stars.forEach((star) => mark({ from: star, name }));
  };
  for (const [path, { uses, passed }] of modules) {
    if (!isUser(path)) continue;
    uses.forEach(mark);
    if (isEntry(path)) passed.forEach(mark);
  }
  return used;
}

/** Groups of files of which each needs all others, sorted; a file that imports itself is one, too. */
export function circles(modules: Modules): string[][] {
  const arrows = (path: string) => {
    const { uses = [], passed = new Map<string, Use>(), stars = [] } = modules.get(path) ?? {};
    return [
      ...uses.map(({ from }) => from),
      ...[...passed.values()].map(({ from }) => from),
      ...stars,
    ];
  };
  const groups: string[][] = [];
  const order = new Map<string, number>();
  const open: string[] = [];
  const visit = (path: string): number => {
    const own = order.size;
    order.set(path, own);
    open.push(path);
    let lowest = own;
    for (const next of arrows(path)) {
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (open.includes(next)) lowest = Math.min(lowest, order.get(next) ?? own);
    }
    if (lowest === own) {
      const group = open.splice(open.indexOf(path));
      if (group.length > 1 || arrows(path).includes(path)) groups.push(group.sort());
    }
    return lowest;
  };
  for (const path of modules.keys()) if (!order.has(path)) visit(path);
  return groups;
}
