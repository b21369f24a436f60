// Bundles the islands for the browser with Deno's own bundler.
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Chunk, nameByContent, type Output } from "./chunks.ts";

/** What to bundle: islands by name, with their absolute file paths. */
export interface BundleJob {
  islands: { name: string; path: string }[];
  /** Add the module that reloads pages. */
  liveReload: boolean;
}

/** The bundle: the chunks of the entry modules, and all chunks. */
export interface Bundle {
  boot: Chunk;
  islands: Map<string, Chunk>;
  liveReload: Chunk | null;
  chunks: Chunk[];
}

/** The part of Deno's unstable API that is used here; its types come with the flag only. */
interface Bundler {
  bundle?(options: Record<string, unknown>): Promise<{
    success: boolean;
    errors: { text: string }[];
    outputFiles?: { path: string; text(): string }[];
  }>;
}

/** Bundles all islands and the boot module at once, so that they share what they share. */
export async function bundleIslands({ islands, liveReload }: BundleJob): Promise<Bundle> {
  const dir = await Deno.makeTempDir({ prefix: "fresh_bundle_" });
  try {
    const entries = new Map(islands.map(({ path }, i) => [
      `island_${i}`,
      `export { default } from ${quoted(pathToFileURL(path).href)};`,
    ]));
    entries.set("boot", bootSource(islands.map(({ name }) => name)));
    if (liveReload) {
      entries.set("live_reload", `import ${quoted(client("live_reload.ts"))};`);
    }
    const outputs = await run(entries, dir);
    const labels = new Map(islands.map(({ name }, i) => [`island_${i}.js`, fileLabel(name)]));
    const chunks = nameByContent(outputs, labels);
    const chunkOf = (entry: string) => chunks.find((chunk) => chunk.source === `${entry}.js`)!;
    return {
      chunks,
      boot: chunkOf("boot"),
      islands: new Map(islands.map(({ name }, i) => [name, chunkOf(`island_${i}`)])),
      liveReload: liveReload ? chunkOf("live_reload") : null,
    };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

async function run(entries: Map<string, string>, dir: string): Promise<Output[]> {
  const bundler = Deno as unknown as Bundler;
  if (bundler.bundle === undefined) {
    throw new Error("Bundling needs a flag: deno run -A --unstable-bundle dev.ts build");
  }
  const paths = [...entries.keys()].map((name) => join(dir, `${name}.ts`));
  for (const [name, source] of entries) {
    await Deno.writeTextFile(join(dir, `${name}.ts`), source);
  }
  const result = await bundler.bundle({
    entrypoints: paths,
    outputDir: join(dir, "out"),
    platform: "browser",
    format: "esm",
    codeSplitting: true,
    minify: true,
    write: false,
  });
  if (!result.success) {
    throw new Error(`Bundling failed: ${result.errors.map((error) => error.text).join("\n")}`);
  }
  const files = result.outputFiles ?? [];
  return files.map((file) => ({ source: basename(file.path), text: file.text() }));
}

function bootSource(names: string[]): string {
  const islands = names.map((name, i) => `${quoted(name)}: () => import("./island_${i}.ts")`);
  return `import { boot } from ${quoted(client("boot.ts"))};\nboot({ ${islands.join(", ")} });`;
}

function client(file: string): string {
  return new URL(`../client/${file}`, import.meta.url).href;
}

function fileLabel(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).replace(/[^\w-]/g, "_");
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
