// Full screen, where the browser has it. iPhones have it for films only.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Puts the element over the whole screen, or takes away whatever is there. */
export function setFullScreen(on: boolean, element: HTMLElement | null): void {
  if (!on) void document.exitFullscreen?.().catch(() => {}); // there is none: as it is to be
  else element?.requestFullscreen?.().catch(() => {}); // refused: nothing happens, as before
}

/** Whether something of this page is over the whole screen. */
export function useFullScreen(): boolean {
  const full = useSignal(false);
  useEffect(() => {
    const look = () => full.value = document.fullscreenElement !== null;
    look();
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  return full.value;
}
