// Lets the browser keep a page for when there is no network. Everything works without it, too.

/** In the library of types only where it is new enough. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): {
    createScriptURL(url: string): string;
  };
}

const WORKER = "/gen/worker.js";

/** By then the page has become ready for whoever wants to join at once, in milliseconds. */
const LATER_MS = 4_000;

/** Once per page, when there is time; the browser looks for a newer version by itself. */
export function registerWorker(): void {
  if (!("serviceWorker" in navigator)) return; // an insecure page, or a private window
  setTimeout(register, LATER_MS);
}

function register(): void {
  navigator.serviceWorker.register(trusted(), { scope: "/" }).catch(() => {});
}

/** The page's policy wants every address of a script to be vouched for; this one never varies. */
function trusted(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy("worker", { createScriptURL: () => WORKER })
    .createScriptURL(WORKER) ?? WORKER;
}
