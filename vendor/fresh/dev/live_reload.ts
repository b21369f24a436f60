// In development: the endpoint that tells browsers which build is being served.

/**
 * Answers "/_fresh/alive" with one event that names this process's build. The answer ends there,
 * and the browser asks again by itself: an open stream would keep a server from shutting down.
 */
export function aliveEndpoint(): (url: URL) => Response | null {
  const build = crypto.randomUUID(); // a new one at every start: the page reloads after any change
  const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
  return ({ pathname }) =>
    pathname === "/_fresh/alive"
      ? new Response(`retry: 1000\ndata: ${build}\n\n`, { headers })
      : null;
}
