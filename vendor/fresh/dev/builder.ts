// Builder: makes what the browser needs, into memory or into a directory.
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { App } from "../app.ts";
import { type Manifest, snapshotOfManifest } from "../server/manifest.ts";
import { type ApplySnapshot, setSnapshot } from "../server/snapshot.ts";
import { bundleIslands } from "./bundle.ts";
import { type Chunk, sha256 } from "./chunks.ts";
import { withHashes } from "./css_urls.ts";
import { aliveEndpoint } from "./live_reload.ts";
import { BuildOutput } from "./output.ts";
import { filesBelow, scanIslands, scanRouteIslands, scanRoutes } from "./scan.ts";
import { writeBuild } from "./write.ts";

/** Where things are, relative to `root` unless absolute. */
export interface BuilderOptions {
  /** The project's directory; the current one if not given. */
  root?: string;
  /** The module that exports `app`; "main.ts". */
  serverEntry?: string;
  /** Default "routes". */
  routeDir?: string;
  /** Default "islands". */
  islandDir?: string;
  /** Default "static". */
  staticDir?: string;
  /** Default "_fresh". */
  outDir?: string;
  /** Taken for Fresh's sake: scripts are always for browsers of ES2022. */
  target?: string | string[];
}

/** Where a build goes and whom it is for. */
export interface BuildOptions {
  /** "disk" writes `outDir`, "memory" gives a function that applies the build to an app. */
  snapshot?: "disk" | "memory";
  /** "development" (in memory only) reloads open pages when the server comes back changed. */
  mode?: "development" | "production";
}

/** An app, or the module that exports it. */
export type AppModule<State> = App<State> | { app: App<State> };

/** Builds an app: bundles its islands, hashes its static files, lists its routes. */
export class Builder {
  readonly #dirs: Required<Omit<BuilderOptions, "target">>;

  /** See {@link BuilderOptions}. */
  constructor(options: BuilderOptions = {}) {
    const root = resolve(options.root ?? Deno.cwd());
    const inRoot = (path: string | undefined, fallback: string) => resolve(root, path ?? fallback);
    this.#dirs = {
      root,
      serverEntry: inRoot(options.serverEntry, "main.ts"),
      routeDir: inRoot(options.routeDir, "routes"),
      islandDir: inRoot(options.islandDir, "islands"),
      staticDir: inRoot(options.staticDir, "static"),
      outDir: inRoot(options.outDir, "_fresh"),
    };
  }

  /** Builds into memory. */
  build(options: BuildOptions & { snapshot: "memory" }): Promise<ApplySnapshot>;
  /** Builds into `outDir`. */
  build(options?: BuildOptions & { snapshot?: "disk" }): Promise<void>;
  /** Builds the app. */
  async build({ snapshot = "disk", mode = "production" }: BuildOptions = {}) {
    const { root, outDir, serverEntry } = this.#dirs;
    const output = new BuildOutput({ compress: snapshot === "disk" });
    const isDevelopment = snapshot === "memory" && mode === "development";
    const { manifest, reload } = await this.#make(output, { liveReload: isDevelopment });
    if (snapshot === "disk") {
      return await writeBuild({ outDir, serverEntry, manifest, output });
    }
    const made = await snapshotOfManifest({
      manifest,
      root: pathToFileURL(`${root}/`),
      mode,
      store: false,
      read: (blob) => Promise.resolve(output.blobs.get(blob)!),
    });
    if (reload !== null) {
      made.liveReload = { script: reload, answer: aliveEndpoint() };
    }
    return (app: object) => setSnapshot(app, made);
  }

  /**
   * Builds into memory for development and serves the app. Run it under `deno run --watch`: the
   * process starts anew at a change, and the browsers that wait for it reload.
   */
  async listen<State>(
    importApp: () => AppModule<State> | Promise<AppModule<State>>,
    options: Partial<Deno.ServeTcpOptions> = {},
  ): Promise<void> {
    const applySnapshot = await this.build({ snapshot: "memory", mode: "development" });
    const made = await importApp();
    const app = "app" in made ? made.app : made;
    applySnapshot(app);
    await app.listen(options);
  }

  async #make(output: BuildOutput, { liveReload }: { liveReload: boolean }) {
    const { root, outDir, routeDir } = this.#dirs;
    const { islands, boot, reload } = await this.#bundle(output, liveReload);
    await this.#addStaticFiles(output);
    const content = {
      root: urlPath(relative(outDir, root)) + "/",
      routeDir: urlPath(relative(root, routeDir)),
      routes: await scanRoutes(routeDir),
      ...{ islands, boot, files: output.files },
    };
    const buildId = sha256(JSON.stringify(content));
    const manifest: Manifest = { version: 1, buildId, ...content };
    return { manifest, reload };
  }

  async #bundle(output: BuildOutput, liveReload: boolean) {
    const { root, islandDir, routeDir } = this.#dirs;
    const island = (dir: string) => (file: string) => ({
      name: file.replace(/\.[^.]+$/, ""),
      path: join(dir, file),
    });
    const found = [
      ...(await scanIslands(islandDir)).map(island(islandDir)),
      ...(await scanRouteIslands(routeDir)).map(island(routeDir)),
    ];
    if (found.length === 0 && !liveReload) {
      return { islands: [], boot: null, reload: null };
    }
    const bundle = await bundleIslands({ islands: found, liveReload });
    for (const { name, text } of bundle.chunks) {
      const content = new TextEncoder().encode(text);
      await output.add(urlOf({ name }), `js/${name}`, content, { immutable: true });
    }
    const islands = found.map(({ name, path }) => ({
      name,
      file: urlPath(relative(root, path)),
      modules: bundle.islands.get(name)!.modules.map(urlOf),
    }));
    const boot = { src: urlOf(bundle.boot), modules: bundle.boot.modules.map(urlOf) };
    return { islands, boot, reload: bundle.liveReload && urlOf(bundle.liveReload) };
  }

  async #addStaticFiles(output: BuildOutput): Promise<void> {
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const file of await filesBelow(this.#dirs.staticDir)) {
      files.set(`/${file}`, await Deno.readFile(join(this.#dirs.staticDir, file)));
    }
    for (const [path, content] of files) {
      const served = path.endsWith(".css")
        ? new TextEncoder().encode(
          withHashes(new TextDecoder().decode(content), (name) => files.get(name)),
        )
        : content;
      await output.add(path, `static${path}`, served, { immutable: false });
    }
  }
}

function urlOf({ name }: Pick<Chunk, "name">): string {
  return `/_fresh/js/${name}`;
}

function urlPath(path: string): string {
  return path.replaceAll("\\", "/") || ".";
}
