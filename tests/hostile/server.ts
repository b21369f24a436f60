// The signaling in a process of its own, as main.ts makes it, which also tells how it feels.
import process from "node:process";
import { createWebServer } from "@/server/http_server.ts";
import type { Hearing } from "@/server/self_check.ts";
import { environmentFrom, readConfig } from "@/server/config/read_config.ts";
import { attachSignaling, type SignalingStats } from "@/signaling/mod.ts";

/** What `/feel` answers. */
export interface Feeling extends SignalingStats, Pick<Hearing, "listenedAnew"> {
  /** Bytes of the heap and of buffers after collecting garbage. */
  heap: number;
  /** Bytes of the whole process. */
  rss: number;
  /** Errors that nobody caught. */
  uncaught: string[];
  /** Longest pause of the event loop since it was asked last, in milliseconds. */
  lag: number;
  /** The same, but only as far as this process was at work: what others do to the machine is not its. */
  busy: number;
  polluted: boolean;
}

/** The variable that says how long seats are remembered, in milliseconds; else as long as in earnest. */
export const SEAT_MEMORY = "SEAT_MEMORY_MS";

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
  const pauses = watchPauses();
  const onTrouble = (sentence: string) => console.error(sentence);
  const selfCheck = { onTrouble, everyMs: 500, timeoutMs: 1_000 };
  const web = createWebServer({ handler, tls: null, onError: note, limits: config, selfCheck });
  const memory = Deno.env.get(SEAT_MEMORY);
  const signaling = attachSignaling(web.node, {
    config,
    onError: note,
    ...(memory === undefined ? {} : { seatMemoryMs: Number(memory) }),
  });
  // As in main.ts; Deno dies when it first needs this while there is no descriptor left.
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => Deno.exit(0));
  console.log(await web.listen(config));

  function handler({ url }: Request): Response {
    if (url.endsWith("/healthz")) return new Response("ok");
    if (url.endsWith("/page")) return new Response(render());
    if (url.endsWith("/large")) return new Response(new Uint8Array(LARGE));
    const { gc } = globalThis as { gc?: () => void };
    gc?.();
    return Response.json(
      {
        ...signaling.stats(),
        listenedAnew: web.hearing().listenedAnew,
        ...memoryInUse(),
        uncaught,
        ...pauses(),
        polluted: "polluted" in {},
      } satisfies Feeling,
    );
  }
}

/** Bytes of the largest file that a page loads. */
const LARGE = 400_000;

/** Works as long as a page of the product does, and answers as many letters. */
function render(): string {
  const parts: string[] = [];
  for (let n = 0; n < 12_000; n++) parts.push(`<p>${n.toString(36).padStart(6, "0")}</p>`);
  return parts.sort().reverse().join("").slice(0, 20_000);
}

/** Buffers stand beside the heap, but count as much. */
function memoryInUse(): Pick<Feeling, "heap" | "rss"> {
  const { heapUsed, external, rss } = Deno.memoryUsage();
  return { heap: heapUsed + external, rss };
}

/** Looks every 5 ms how late it is, and how much of that time the process has worked itself. */
function watchPauses(): () => Pick<Feeling, "lag" | "busy"> {
  let longest = { lag: 0, busy: 0 };
  let last = { now: performance.now(), cpu: process.cpuUsage() };
  setInterval(() => {
    const { user, system } = process.cpuUsage(last.cpu); // in microseconds
    const lag = Math.max(0, performance.now() - last.now - 5);
    const busy = Math.min(lag, (user + system) / 1_000);
    longest = { lag: Math.max(longest.lag, lag), busy: Math.max(longest.busy, busy) };
    last = { now: performance.now(), cpu: process.cpuUsage() };
  }, 5);
  return () => {
    const answer = longest;
    longest = { lag: 0, busy: 0 };
    return answer;
  };
}
