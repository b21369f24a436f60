// Full screen, where the browser has it. iPhones have it for films only.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { tryTo } from "../base/guarded_calls.ts";

/** Puts the element over the whole screen, or takes away whatever is there. */
export function setFullScreen(on: boolean, element: HTMLElement | null): void {
  void tryTo(() => on ? element?.requestFullscreen() : document.exitFullscreen());
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
