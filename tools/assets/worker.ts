// Bundles the service worker, and marks it with what it keeps: a new version is a new worker.
import { createHash } from "node:crypto";
import { bundle } from "../../vendor/fresh/dev/esbuild.ts";

const ENTRY = new URL("../../worker/offline.ts", import.meta.url);

/** Its script. `files` are those that the pages it keeps refer to. */
export async function offlineWorker(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const [script] = await bundle(new Map([["worker", `import ${JSON.stringify(ENTRY.href)};`]]));
  const hash = createHash("sha256");
  for (const [name, content] of files) hash.update(name).update(content);
  const version = hash.digest("hex").slice(0, 16);
  return `${script?.text ?? ""}// ${version}\n`;
}
