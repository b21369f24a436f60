// Bundles modules for the browser with esbuild as WebAssembly: no native program runs, and Deno's
// permissions and lock file hold for all that the build reads.
import * as esbuild from "esbuild-wasm/esm/browser.js";
import { type Output, withoutEmpty } from "./chunks.ts";
import { loadedBefore, type ModuleGraph } from "./lazy_parts.ts";
import { type Resolved, resolveModule } from "./resolve.ts";

const LOADERS: Readonly<Record<string, esbuild.Loader>> = {
  ts: "ts",
  mts: "ts",
  tsx: "tsx",
  jsx: "jsx",
  json: "json",
};
/** Namespace of modules that are given as text. */
const ENTRY = "entry";
/** Namespace of modules that are read by their URL. */
const MODULE = "module";

/** Namespace of modules that are imported dynamically where something is surely loaded before them. */
const PART = "part";

/** Bundles `entries` (sources by name) together; they may import each other as `entry:NAME`. */
export async function bundle(entries: ReadonlyMap<string, string>): Promise<Output[]> {
  await ready();
  const { metafile } = await run(entries, { minify: false, metafile: true });
  const roots = [...entries.keys()].map((name) => `${ENTRY}:${name}`);
  const before = loadedBefore(graphOf(metafile!), roots);
  const result = await run(entries, { minify: true, plugins: [parts(before), plugin(entries)] });
  return withoutEmpty(
    result.outputFiles!.map(({ path, text }) => ({ source: path.slice(1), text })),
  );
}

async function run(
  entries: ReadonlyMap<string, string>,
  options: esbuild.BuildOptions,
): Promise<esbuild.BuildResult> {
  return await esbuild.build({
    entryPoints: Object.fromEntries([...entries.keys()].map((name) => [name, `${ENTRY}:${name}`])),
    bundle: true,
    write: false,
    outdir: "/",
    absWorkingDir: "/",
    platform: "browser",
    format: "esm",
    target: "es2022",
    splitting: true,
    legalComments: "none",
    define: { "Deno": "undefined" }, // so that what only a server does is left out
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
    plugins: [plugin(entries)],
    ...options,
  }).catch((error: Error) => {
    throw new Error(`Bundling failed: ${error.message}`);
  });
}

function graphOf({ inputs }: esbuild.Metafile): ModuleGraph {
  return new Map(
    Object.entries(inputs).map(([name, { imports }]) => [
      name,
      imports.filter(({ external }) => !external)
        .map(({ path, kind }) => ({ to: path, isDynamic: kind === "dynamic-import" })),
    ]),
  );
}

/**
 * The bundler puts what several entries share into files of its own, one for each combination. A part
 * that comes when its page is loaded already shares all of it: it says so by importing what is loaded
 * before it, and the page keeps its few large files however many parts there are.
 */
function parts(before: ReadonlyMap<string, string>): esbuild.Plugin {
  return {
    name: "parts",
    setup({ onResolve, onLoad, resolve }) {
      onResolve(
        { filter: /./, namespace: MODULE },
        async ({ path, importer, kind, pluginData }) => {
          if (kind !== "dynamic-import" || pluginData === PART) return;
          const found = await resolve(path, {
            importer,
            namespace: MODULE,
            kind,
            pluginData: PART,
          });
          const isPart = before.has(`${found.namespace}:${found.path}`);
          return isPart ? { path: found.path, namespace: PART } : found;
        },
      );
      onResolve({ filter: /^part:/ }, ({ path }) => ({
        path: path.slice(PART.length + 1),
        namespace: PART,
      }));
      onLoad({ filter: /./, namespace: PART }, ({ path }) => {
        const first = nameOf(before.get(`${MODULE}:${path}`)!, before);
        const lines = [
          `import ${JSON.stringify(first)};`,
          `export * from ${JSON.stringify(path)};`,
        ];
        return { contents: lines.join("\n"), loader: "ts" };
      });
    },
  };
}

/** How a part names what is loaded before it: an entry, another part, a module that is none. */
function nameOf(first: string, before: ReadonlyMap<string, string>): string {
  if (!first.startsWith(`${MODULE}:`)) return first;
  const url = first.slice(MODULE.length + 1);
  return before.has(first) ? `${PART}:${url}` : url;
}

let starting: Promise<void> | undefined;

/** esbuild starts once in a process; its memory goes with the process. */
function ready(): Promise<void> {
  return starting ??= (async () => {
    const code = await Deno.readFile(new URL(import.meta.resolve("esbuild-wasm/esbuild.wasm")));
    await esbuild.initialize({ wasmModule: await WebAssembly.compile(code), worker: false });
  })();
}

function plugin(entries: ReadonlyMap<string, string>): esbuild.Plugin {
  return {
    name: "deno",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^entry:/ }, ({ path }) => ({
        path: path.slice(ENTRY.length + 1),
        namespace: ENTRY,
      }));
      onResolve(
        { filter: /./ },
        async ({ path, importer, namespace }) =>
          asResult(await resolveModule(path, namespace === MODULE ? importer : null)),
      );
      onLoad({ filter: /./, namespace: ENTRY }, ({ path }) => ({
        contents: entries.get(path) ?? "", // of what a package replaces by nothing
        loader: "ts",
      }));
      onLoad({ filter: /./, namespace: MODULE }, async ({ path }) => ({
        contents: await Deno.readFile(new URL(path)),
        loader: LOADERS[/\.(\w+)$/.exec(path)?.[1] ?? ""] ?? "js",
      }));
    },
  };
}

function asResult(resolved: Resolved): esbuild.OnResolveResult {
  switch (resolved.kind) {
    case "module": {
      const { url, sideEffects } = resolved;
      return { path: url, namespace: MODULE, ...(sideEffects ? {} : { sideEffects }) };
    }
    case "empty":
      return { path: "empty", namespace: ENTRY };
    case "external":
      return { path: resolved.specifier, external: true };
  }
  return resolved satisfies never;
}
