// Parts that are seldom used are fetched when they are first needed.
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

/**
 * The component once it is there, else null. Fetched when `wanted` first becomes true; a failed
 * fetch (no network just now) is tried again at the next time it is wanted.
 */
export function useLazy<P>(
  wanted: boolean,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> | null {
  const loaded: Signal<{ component: ComponentType<P> } | null> = useSignal(null);
  useEffect(() => {
    if (!wanted || loaded.value !== null) return;
    load().then((component) => loaded.value = { component }, reportError);
  }, [wanted]);
  return loaded.value?.component ?? null;
}
