// The worker that makes films.
import { makeFilm } from "./film_maker.ts";
import { isWorker } from "./start_worker.ts";
import type { FromFilmWorker } from "./worker_messages.ts";

/** News of the progress come at most so often, in milliseconds. */
const NEWS_MS = 200;

async function make(id: string): Promise<void> {
  const say = (message: FromFilmWorker) => globalThis.postMessage(message);
  try {
    let toldAt = 0;
    const name = await makeFilm(id, (part) => {
      if (performance.now() - toldAt < NEWS_MS) return;
      toldAt = performance.now();
      say({ kind: "progress", part });
    });
    say({ kind: "done", name });
  } catch (error) {
    console.error(error);
    say({ kind: "failed" });
  }
}

if (isWorker()) {
  globalThis.addEventListener("message", ({ data }: MessageEvent<string>) => void make(data));
}
