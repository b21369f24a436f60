// Parts of the page that are fetched when they are needed.
import { loadAllMessages } from "@/i18n/messages.ts";
import { computed, type ReadonlySignal, signal } from "@preact/signals";

/** Pause before a file is asked for again, in milliseconds, and once it seems to be lost. */
const AGAIN_MS = 2_000;
const MUCH_LATER_MS = 30_000;
/** So often it is asked for where the server answers before the person is told to reload. */
const FEW_TRIES = 3;

const lost = signal(0);

/** The server answers, and does not give a part: most likely it serves another version by now. */
export const hasLostParts: ReadonlySignal<boolean> = computed(() => lost.value > 0);

/** How the way to the server is; tests give another one. */
export interface FetchPartOptions {
  /** May know already that the server can be reached. */
  isOnline?(): boolean;
  answers?(): Promise<boolean>;
  pause?(ms: number): Promise<void>;
}

/**
 * Fetches a part with `load`, which names it in an `import()`, and all words. Where there is no network just now it
 * comes when there is one again; rejects only if it came and is broken.
 */
export async function fetchPart<Part>(
  load: () => Promise<Part>,
  { isOnline = () => false, answers = serverAnswers, pause = wait }: FetchPartOptions = {},
): Promise<Part> {
  for (let tries = 0;; await pause(tries < FEW_TRIES ? AGAIN_MS : MUCH_LATER_MS)) {
    // Firefox never asks again for a module that it could not fetch once: so something else goes first.
    if (!isOnline() && !await answers()) continue;
    try {
      const [part] = await Promise.all([load(), loadAllMessages()]);
      if (tries >= FEW_TRIES) lost.value -= 1;
      return part;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      tries += 1;
      if (tries === FEW_TRIES) lost.value += 1;
    }
  }
}

/** The same as a function that fetches the part at its first call. */
export function fetchedOnce<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let coming: Promise<Part> | null = null;
  return () => coming ??= fetchPart(load);
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Whether the server can be reached just now and gives files; whatever it says of itself. */
async function serverAnswers(): Promise<boolean> {
  try {
    const { status } = await fetch("/healthz", { cache: "no-store" });
    return status < 500 && status !== 429; // a proxy's, without it; our own, to whoever asks too much
  } catch {
    return false;
  }
}
