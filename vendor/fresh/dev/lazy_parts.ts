// Which files are surely there when a part is fetched by `import()`: the part need not share with them.

/** What each module imports, by its name. */
export type ModuleGraph = ReadonlyMap<string, readonly ModuleImport[]>;

/** One import of a module. */
export interface ModuleImport {
  to: string;
  isDynamic: boolean;
}

/**
 * For each part (a module that is imported dynamically) the nearest entry or part that every way to it
 * leads through and that it shares modules with; `roots` are the entries. A part without one is left out.
 */
export function loadedBefore(graph: ModuleGraph, roots: readonly string[]): Map<string, string> {
  const closures = new Map<string, Closure>();
  const closureOf = (name: string) => {
    const closure = closures.get(name) ?? walk(graph, name);
    closures.set(name, closure);
    return closure;
  };
  const found = new Map<string, string>();
  for (const [part, [, ...before]] of chainsOf(roots, (name) => closureOf(name).parts)) {
    const shared = before.map((name) =>
      closureOf(name).modules.intersection(closureOf(part).modules)
    );
    const nearest = before.findIndex((_name, i) => {
      const later = shared.slice(i + 1);
      return [...shared[i]!].some((module) => !later.some((others) => others.has(module)));
    });
    if (nearest >= 0) found.set(part, before[nearest]!);
  }
  return found;
}

/** By entry and part: itself and all that is loaded before it, the nearest first. */
function chainsOf(
  roots: readonly string[],
  partsOf: (name: string) => ReadonlySet<string>,
): Map<string, string[]> {
  const chains = new Map(roots.map((root) => [root, [root]]));
  for (let isStable = false; !isStable;) {
    isStable = true;
    for (const [entry, chain] of [...chains]) {
      for (const part of partsOf(entry)) {
        if (roots.includes(part)) continue;
        const before = chains.get(part)?.slice(1);
        const now = before?.filter((name) => chain.includes(name)) ?? chain;
        if (before?.length === now.length) continue;
        chains.set(part, [part, ...now]);
        isStable = false;
      }
    }
  }
  return chains;
}

/** All that a module imports statically, itself included, and what these import dynamically. */
interface Closure {
  modules: Set<string>;
  parts: Set<string>;
}

function walk(graph: ModuleGraph, start: string): Closure {
  const [modules, parts] = [new Set<string>(), new Set<string>()];
  const visit = (name: string) => {
    if (modules.has(name)) return;
    modules.add(name);
    for (const { to, isDynamic } of graph.get(name) ?? []) {
      if (isDynamic) parts.add(to);
      else visit(to);
    }
  };
  visit(start);
  for (const name of modules) parts.delete(name); // there already
  return { modules, parts };
}
