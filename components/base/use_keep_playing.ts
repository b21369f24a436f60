// We pause no sound and no picture, but others do: a call on the phone, a headset that was pulled out.
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** So long after it was paused an element is played again, in milliseconds. */
const AGAIN_MS = 500;

/** Plays an element; `onBlocked` is called where the browser wants a press first. */
export function startPlaying(element: HTMLMediaElement, onBlocked?: () => void): void {
  element.play().catch((error: Error) => {
    if (error.name === "NotAllowedError") onBlocked?.();
    else if (error.name !== "AbortError") throw error; // Abort: it was removed or paused meanwhile
  });
}

/** Plays a live element again whenever something else paused it. */
export function useKeepPlaying(ref: RefObject<HTMLMediaElement>, onBlocked?: () => void): void {
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const playAgain = () => {
      const { srcObject, paused } = element;
      if (!paused || !(srcObject instanceof MediaStream) || !srcObject.active) return;
      startPlaying(element, onBlocked);
    };
    const onPause = () => {
      clearTimeout(timer);
      timer = setTimeout(playAgain, AGAIN_MS);
    };
    element.addEventListener("pause", onPause);
    return () => {
      clearTimeout(timer);
      element.removeEventListener("pause", onPause);
    };
  }, []);
}
