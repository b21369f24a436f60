// Bundles modules for the browser with esbuild as WebAssembly: no native program runs, and Deno's
// permissions and lock file hold for all that the build reads.
import * as esbuild from "esbuild-wasm/esm/browser.js";
import { type Output, withoutEmpty } from "./chunks.ts";
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

/** Bundles `entries` (sources by name) together; they may import each other as `entry:NAME`. */
export async function bundle(entries: ReadonlyMap<string, string>): Promise<Output[]> {
  await ready();
  const result = await esbuild.build({
    entryPoints: Object.fromEntries([...entries.keys()].map((name) => [name, `${ENTRY}:${name}`])),
    bundle: true,
    write: false,
    outdir: "/",
    absWorkingDir: "/",
    platform: "browser",
    format: "esm",
    target: "es2022",
    splitting: true,
    minify: true,
    legalComments: "none",
    define: { "Deno": "undefined" }, // so that what only a server does is left out
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
    plugins: [plugin(entries)],
  }).catch((error: Error) => {
    throw new Error(`Bundling failed: ${error.message}`);
  });
  return withoutEmpty(
    result.outputFiles.map(({ path, text }) => ({ source: path.slice(1), text })),
  );
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
