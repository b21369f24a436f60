// The service worker: a page that helps where there is no network. It touches nothing else, so that a
// new version of the product never meets an old one in a cache.

/** What of the page `self` is in a service worker. */
const worker = self as unknown as ServiceWorkerGlobalScope;

const LANGUAGES = ["ky", "ru", "en"] as const;
const CACHE = "offline";
/** The one script of these pages; scripts of other pages are none of the worker's business. */
const AGAIN = "/again.js";

worker.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([
    worker.registration.navigationPreload?.enable(), // the worker's start costs a page no time
    worker.clients.claim(),
  ]));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(pageOf(event));
  } else if (
    request.destination === "style" || request.destination === "font" ||
    new URL(request.url).pathname === AGAIN
  ) {
    event.respondWith(fetch(request).catch(() => kept(request.url)));
  }
});

/** The three pages, and the style sheets, fonts and the script that they name. */
async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const old of await cache.keys()) await cache.delete(old);
  for (const language of LANGUAGES) {
    const response = await fetch(addressOf(language), { cache: "reload" });
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    const html = await response.clone().text();
    const files = [...html.matchAll(
      /(?:href|src)="((?:\/gen\/[^"]+\.(?:css|woff2)|\/again\.js)[^"]*)"/g,
    )];
    await cache.put(addressOf(language), response);
    await cache.addAll([...new Set(files.map(([, file = ""]) => file.replaceAll("&amp;", "&")))]);
  }
}

async function pageOf(event: FetchEvent): Promise<Response> {
  try {
    const preloaded: Response | undefined = await event.preloadResponse;
    return preloaded ?? await fetch(event.request);
  } catch {
    return await kept(addressOf(await language()));
  }
}

async function kept(address: string): Promise<Response> {
  return await caches.match(address) ?? Response.error();
}

function addressOf(language: string): string {
  return `/offline/${language}`;
}

/** As the visitor chose, else as their browser is set. */
async function language(): Promise<string> {
  const { cookieStore } = worker as unknown as {
    cookieStore?: { get(name: string): Promise<{ value?: string } | null> };
  };
  const chosen = (await cookieStore?.get("lang"))?.value ?? worker.navigator.language.slice(0, 2);
  return LANGUAGES.find((one) => one === chosen) ?? LANGUAGES[0];
}
