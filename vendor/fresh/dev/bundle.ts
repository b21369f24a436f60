// Bundles the islands for the browser.
import { dirname } from "node:path/posix"; // names of islands have "/" on every system
import { pathToFileURL } from "node:url";
import { type Chunk, nameByContent } from "./chunks.ts";
import { bundle } from "./esbuild.ts";

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

/** Bundles all islands and the boot module at once, so that they share what they share. */
export async function bundleIslands({ islands, liveReload }: BundleJob): Promise<Bundle> {
  const groups = groupsOf(islands);
  const entries = new Map(groups.map((group, i) => [`islands_${i}`, groupSource(group)]));
  entries.set("boot", bootSource(groups));
  if (liveReload) {
    entries.set("live_reload", `import ${quoted(client("live_reload.ts"))};`);
  }
  const outputs = await bundle(entries);
  const labels = new Map(groups.map((group, i) => [`islands_${i}.js`, groupLabel(group)]));
  const chunks = nameByContent(outputs, labels);
  const chunkOf = (entry: string) => chunks.find((chunk) => chunk.source === `${entry}.js`)!;
  return {
    chunks,
    boot: chunkOf("boot"),
    islands: new Map(
      groups.flatMap((group, i) => group.map(({ name }) => [name, chunkOf(`islands_${i}`)])),
    ),
    liveReload: liveReload ? chunkOf("live_reload") : null,
  };
}

/**
 * Islands of one folder are used together, so they become one file: a page then loads a few files
 * instead of one for every combination of islands that share something. Each island that stands in
 * no folder is a group of its own.
 */
function groupsOf(islands: BundleJob["islands"]): BundleJob["islands"][] {
  const groups = Map.groupBy(islands, ({ name }) => name.includes("/") ? dirname(name) : name);
  return [...groups.values()];
}

function groupSource(group: BundleJob["islands"]): string {
  const lines = group.map(({ path }, i) =>
    `export * as i${i} from ${quoted(pathToFileURL(path).href)};`
  );
  return lines.join("\n");
}

function bootSource(groups: BundleJob["islands"][]): string {
  const islands = groups.flatMap((group, g) =>
    group.map(({ name }, i) =>
      `${quoted(name)}: () => import("entry:islands_${g}").then((all) => all.i${i})`
    )
  );
  return `import { boot } from ${quoted(client("boot.ts"))};\nboot({ ${islands.join(", ")} });`;
}

function client(file: string): string {
  return new URL(`../client/${file}`, import.meta.url).href;
}

function groupLabel([first]: BundleJob["islands"]): string {
  const name = first?.name ?? "islands";
  return (name.includes("/") ? dirname(name) : name).replace(/[^\w-]/g, "_");
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
