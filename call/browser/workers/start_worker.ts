// Starts the module workers of recordings and of encrypted frames.

/** In the library of types only where it is new enough. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): {
    createScriptURL(url: string): string;
  };
}

/** One of the workers that tools/assets/assets.ts bundles; the page's policy wants its address vouched for. */
export function startWorker(
  name: "tap_worker" | "writer_worker" | "film_worker" | "frame_worker",
): Worker {
  const url = `/gen/${name}.js`;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const trusted = trustedTypes?.createPolicy("module-worker", { createScriptURL: () => url })
    .createScriptURL(url) ?? url;
  return new Worker(trusted, { type: "module" });
}

/** Whether this module runs in a worker, and not in the page that only wants its address. */
export function isWorker(): boolean {
  return typeof document === "undefined" && "importScripts" in globalThis;
}
