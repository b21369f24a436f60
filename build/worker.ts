// Bundles the service worker, and marks it with what it keeps: a new version is a new worker.
import { createHash } from "node:crypto";

/** The part of Deno's unstable API that is used here; its types come with the flag only. */
interface Bundler {
  bundle?(options: Record<string, unknown>): Promise<{
    success: boolean;
    errors: { text: string }[];
    outputFiles?: { text(): string }[];
  }>;
}

const ENTRY = new URL("../worker/offline.ts", import.meta.url);

/** Its script. `files` are those that the pages it keeps refer to. */
export async function offlineWorker(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const bundler = Deno as unknown as Bundler;
  if (bundler.bundle === undefined) throw new Error("Bundling needs --unstable-bundle.");
  const { success, errors, outputFiles = [] } = await bundler.bundle({
    entrypoints: [ENTRY.href],
    platform: "browser",
    format: "esm",
    minify: true,
    write: false,
  });
  if (!success) throw new Error(errors.map(({ text }) => text).join("\n"));
  const hash = createHash("sha256");
  for (const [name, content] of files) hash.update(name).update(content);
  const version = hash.digest("hex").slice(0, 16);
  return `${outputFiles[0]?.text() ?? ""}// ${version}\n`;
}
