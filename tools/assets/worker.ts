// Bundles the workers: the service worker, which is marked with what it keeps (a new version is a new
// worker), and those of a page.
import { createHash } from "node:crypto";
import { bundle } from "../../vendor/fresh/dev/esbuild.ts";

const ENTRY = new URL("../../worker/offline.ts", import.meta.url);

/** Its script. `files` are those that the pages it keeps refer to. */
export async function offlineWorker(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const script = await bundledWorker(ENTRY);
  const hash = createHash("sha256");
  for (const [name, content] of files) hash.update(name).update(content);
  const version = hash.digest("hex").slice(0, 16);
  return `${script}// ${version}\n`;
}

/** The script of a worker in one piece. */
export async function bundledWorker(entry: URL): Promise<string> {
  const outputs = await bundle(new Map([["worker", `import ${JSON.stringify(entry.href)};`]]));
  return outputs.map(({ text }) => text).join("");
}
