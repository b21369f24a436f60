// We pause no sound and no picture, but others do: a call on the phone, a headset that was pulled out.
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** So long after it was paused an element is played again, in milliseconds. */
const AGAIN_MS = 500;

/**
 * Plays a live element again whenever something else paused it. What the browser says to it goes to
 * `onRefused`; an element that lost its source, or was paused yet again, is no refusal.
 */
export function useKeepPlaying(
  ref: RefObject<HTMLMediaElement>,
  onRefused: (error: Error) => void = () => {},
): void {
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const playAgain = () => {
      const { srcObject, paused } = element;
      if (!paused || !(srcObject instanceof MediaStream) || !srcObject.active) return;
      element.play().catch((error: Error) => {
        if (error.name !== "AbortError") onRefused(error);
      });
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
