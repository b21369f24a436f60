// What is seldom used comes in one file, fetched when the first of it is needed.
import { type Signal, signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

type Extras = typeof import("./extras.ts");

/** Pause before the file is asked for again, in milliseconds, and once it seems to be lost. */
const AGAIN_MS = 2_000;
const MUCH_LATER_MS = 30_000;

let coming: Promise<Extras> | null = null;

/** The server answers, and does not give it: most likely it serves another version by now. */
export const hasLostExtras: Signal<boolean> = signal(false);

/** So often it is asked for where the server answers before the person is told to reload. */
const FEW_TRIES = 3;

/** All of it. Where there is no network just now it comes when there is one again. */
export function loadExtras(): Promise<Extras> {
  return coming ??= fetchExtras();
}

async function fetchExtras(): Promise<Extras> {
  for (let tries = 0;;) {
    // Firefox never asks again for a module that it could not fetch once: so something else goes first.
    if (await answers()) {
      try {
        const extras = await import("./extras.ts");
        hasLostExtras.value = false;
        return extras;
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // it came, and is broken
        tries += 1;
      }
    }
    hasLostExtras.value = tries >= FEW_TRIES;
    const pause = hasLostExtras.value ? MUCH_LATER_MS : AGAIN_MS;
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** Whether the server can be reached just now and gives files; whatever it says of itself. */
async function answers(): Promise<boolean> {
  try {
    const { status } = await fetch("/healthz", { cache: "no-store" });
    return status < 500 && status !== 429; // a proxy's, without it; our own, to whoever asks too much
  } catch {
    return false;
  }
}

/** A part of it once it is there, else null. Fetched when `wanted` first becomes true. */
export function useExtra<Part>(wanted: boolean, pick: (all: Extras) => Part): Part | null {
  const loaded: Signal<{ part: Part } | null> = useSignal(null);
  useEffect(() => {
    if (!wanted || loaded.value !== null) return;
    loadExtras().then((all) => loaded.value = { part: pick(all) }, reportError);
  }, [wanted]);
  return loaded.value?.part ?? null;
}
