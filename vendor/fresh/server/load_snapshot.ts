// loadSnapshot(): a production build, read from its directory at start.
import { type Manifest, snapshotOfManifest } from "./manifest.ts";
import { type ApplySnapshot, setSnapshot } from "./snapshot.ts";

/**
 * Reads the build in `dir` (as a rule `new URL("./_fresh/", import.meta.url)`) and gives a
 * function that applies it to an app, before `app.handler()`. Needs only read permission.
 * Fresh itself does this inside its generated `_fresh/server.js`.
 */
export async function loadSnapshot(dir: URL): Promise<ApplySnapshot> {
  const base = new URL(dir.href.endsWith("/") ? dir.href : `${dir.href}/`);
  const manifest = await readManifest(base);
  const snapshot = await snapshotOfManifest({
    manifest,
    root: new URL(manifest.root, base),
    mode: "production",
    store: true,
    read: (blob) => Deno.readFile(new URL(blob.split("/").map(encodeURIComponent).join("/"), base)),
  });
  return (app) => setSnapshot(app, snapshot);
}

async function readManifest(base: URL): Promise<Manifest> {
  try {
    const text = await Deno.readTextFile(new URL("snapshot.json", base));
    return JSON.parse(text) as Manifest;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`There is no build in ${base.pathname}: run \`deno task build\` first.`);
  }
}
