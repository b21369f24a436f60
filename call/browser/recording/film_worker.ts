// The worker that makes films.
import { makeFilm } from "./film_maker.ts";
import { isWorker } from "../workers/start_worker.ts";
import type { FromFilmWorker, ToFilmWorker } from "./worker_messages.ts";

/** News of the progress come at most so often, in milliseconds. */
const NEWS_MS = 200;

let stop: AbortController | null = null;

async function make(id: string): Promise<void> {
  const { signal } = stop = new AbortController();
  const say = (message: FromFilmWorker) => globalThis.postMessage(message);
  try {
    let toldAt = 0;
    const onProgress = (part: number) => {
      if (performance.now() - toldAt < NEWS_MS) return;
      toldAt = performance.now();
      say({ kind: "progress", part });
    };
    const name = await makeFilm(id, { signal, onProgress });
    say({ kind: "done", name });
  } catch (error) {
    if (!signal.aborted) console.error(error);
    say({ kind: "failed" });
  }
}

if (isWorker()) {
  globalThis.addEventListener("message", ({ data }: MessageEvent<ToFilmWorker>) => {
    if (data.kind === "make") void make(data.id);
    else stop?.abort();
  });
}
