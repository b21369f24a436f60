// In development: the endpoint that tells browsers which build is being served.

/** Answers "/_fresh/alive" with a stream that names this process's build and stays open. */
export function aliveEndpoint(): (url: URL) => Response | null {
  const build = crypto.randomUUID(); // a new one at every start: the page reloads after any change
  return (url) => url.pathname === "/_fresh/alive" ? stream(build) : null;
}

function stream(build: string): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) =>
      controller.enqueue(
        new TextEncoder().encode(`retry: 300\ndata: ${build}\n\n`),
      ),
  });
  const headers = {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
  };
  return new Response(body, { headers });
}
