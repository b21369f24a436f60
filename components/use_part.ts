// A part of the page in a component that shows it once it is there.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Something of a part once that is there, else null. Fetched when `wanted` first becomes true. */
export function usePart<All, Part>(
  load: () => Promise<All>,
  { wanted, pick }: { wanted: boolean; pick: (all: All) => Part },
): Part | null {
  const loaded: Signal<{ part: Part } | null> = useSignal(null);
  useEffect(() => {
    if (!wanted || loaded.value !== null) return;
    load().then((all) => loaded.value = { part: pick(all) }, reportError);
  }, [wanted]);
  return loaded.value?.part ?? null;
}
