// The manifest of a build, and how it becomes a snapshot.
import type { ComponentType } from "preact";
import { registerIslands } from "./islands.ts";
import type { IslandEntry, Snapshot } from "./snapshot.ts";
import { HASH_PARAM, type StaticFile } from "./static_file.ts";

/** A build's contents as data: `snapshot.json`. */
export interface Manifest {
  version: 1;
  buildId: string;
  /** From the manifest's directory to the project's. */
  root: string;
  /** The routes directory, from the project's. */
  routeDir: string;
  /** Route files, from the routes directory. */
  routes: string[];
  islands: { name: string; file: string; modules: string[] }[];
  boot: Snapshot["boot"];
  files: ManifestFile[];
}

/** A file to serve: where it stands in the URL space and in the build's directory. */
export interface ManifestFile {
  path: string;
  blob: string;
  type: string;
  hash: string;
  immutable: boolean;
  encodings: ("br" | "gzip")[];
}

/** Where a manifest's parts come from. */
export interface ManifestSource {
  manifest: Manifest;
  /** The project's directory. */
  root: URL;
  mode: Snapshot["mode"];
  /** False while developing: browsers are not to keep anything. */
  store: boolean;
  /** The bytes of a blob. */
  read(blob: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** File name suffix of each precompressed variant. */
export const SUFFIX = { br: ".br", gzip: ".gz" } as const;

/** Imports a build's modules and reads its files, so that serving needs neither any more. */
export async function snapshotOfManifest(source: ManifestSource): Promise<Snapshot> {
  const { manifest, root, mode, store } = source;
  const files = new Map(await Promise.all(manifest.files.map((file) => load(file, source))));
  const islands = (await Promise.all(manifest.islands.map((file) => importIslands(file, root))))
    .flat();
  registerIslands(islands.map((island) => island.component));
  const routes = await Promise.all(manifest.routes.map(async (file) => ({
    file,
    module: await importFile(`${manifest.routeDir}/${file}`, root),
  })));
  return {
    ...{ buildId: manifest.buildId, root: root.href, mode, store, routes, files },
    boot: manifest.boot,
    islands: new Map(islands.map((island) => [island.component, island])),
    assetUrl: (path) => assetUrl(path, files),
    liveReload: null,
  };
}

/** A module specifier for a file path: only what would end the path is escaped. */
export function specifierOf(path: string): string {
  return path.replace(/[%?#]/g, encodeURIComponent);
}

/** Every function that the file exports is an island, by default or by name. */
async function importIslands(
  { name, file, modules }: Manifest["islands"][number],
  root: URL,
): Promise<IslandEntry[]> {
  const exports = Object.entries(await importFile(file, root))
    .filter((entry): entry is [string, ComponentType] => typeof entry[1] === "function");
  if (exports.length === 0) throw new Error(`${file} exports no component.`);
  return exports.map(([exported, component]) => ({ name, exported, component, modules }));
}

function importFile(file: string, root: URL): Promise<Record<string, unknown>> {
  return import(new URL(specifierOf(file), root).href);
}

async function load(file: ManifestFile, { read }: ManifestSource): Promise<[string, StaticFile]> {
  const { type, hash, immutable } = file;
  const loaded: StaticFile = { type, hash, immutable, identity: await read(file.blob) };
  for (const name of file.encodings) loaded[name] = await read(file.blob + SUFFIX[name]);
  return [file.path, loaded];
}

function assetUrl(path: string, files: ReadonlyMap<string, StaticFile>): string {
  const [, name = path, query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(path) ?? [];
  const file = files.get(name);
  if (file === undefined || query.includes(`${HASH_PARAM}=`)) return path;
  return `${name}${query}${query === "" ? "?" : "&"}${HASH_PARAM}=${file.hash}${hash}`;
}
