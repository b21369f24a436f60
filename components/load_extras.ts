// What is seldom used comes in one file, fetched when the first of it is needed.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { fetchedOnce } from "./fetch_part.ts";

type Extras = typeof import("./extras.ts");

/** All of it. Where there is no network just now it comes when there is one again. */
export const loadExtras: () => Promise<Extras> = fetchedOnce(() => import("./extras.ts"));

/** A part of it once it is there, else null. Fetched when `wanted` first becomes true. */
export function useExtra<Part>(wanted: boolean, pick: (all: Extras) => Part): Part | null {
  const loaded: Signal<{ part: Part } | null> = useSignal(null);
  useEffect(() => {
    if (!wanted || loaded.value !== null) return;
    loadExtras().then((all) => loaded.value = { part: pick(all) }, reportError);
  }, [wanted]);
  return loaded.value?.part ?? null;
}
