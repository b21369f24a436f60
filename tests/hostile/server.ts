// The signaling in a process of its own, as main.ts makes it, which also tells how it feels.
import { createWebServer } from "@/http_server.ts";
import { environmentFrom, readConfig } from "@/config.ts";
import { attachSignaling, type SignalingStats } from "@/signaling/mod.ts";

/** What `/feel` answers. */
export interface Feeling extends SignalingStats {
  /** Bytes of the heap after collecting garbage. */
  heap: number;
  /** Errors that nobody caught. */
  uncaught: string[];
  /** Longest pause of the event loop since it was asked last, in milliseconds. */
  lag: number;
  polluted: boolean;
}

if (import.meta.main) await run();

async function run(): Promise<void> {
  const config = readConfig(environmentFrom((name) => Deno.env.get(name)));
  if (typeof config === "string") throw new Error(config);
  const uncaught: string[] = [];
  const note = (error: unknown) => void uncaught.push(String(error));
  for (const event of ["error", "unhandledrejection"] as const) {
    globalThis.addEventListener(event, (happening) => {
      happening.preventDefault();
      note("reason" in happening ? happening.reason : happening.error);
    });
  }
  const lag = watchLag();
  const web = createWebServer({ handler, tls: null, onError: note });
  const signaling = attachSignaling(web.node, { config, onError: note });
  console.log(await web.listen(config));

  function handler({ url }: Request): Response {
    if (url.endsWith("/healthz")) return new Response("ok");
    const { gc } = globalThis as { gc?: () => void };
    gc?.();
    return Response.json(
      {
        ...signaling.stats(),
        heap: Deno.memoryUsage().heapUsed,
        uncaught,
        lag: lag(),
        polluted: "polluted" in {},
      } satisfies Feeling,
    );
  }
}

function watchLag(): () => number {
  let longest = 0;
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  return () => {
    const answer = longest;
    longest = 0;
    return answer;
  };
}
