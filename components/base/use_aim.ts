// A button whose person may change under the finger.
import { useRef } from "preact/hooks";
import { Aim } from "./aim.ts";

/** Handlers for the button, and `aimed`, which says for its click whom it means; null: nobody. */
export function useAim<T>(target: T): {
  handlers: { onPointerDown(event: PointerEvent): void; onKeyDown(event: KeyboardEvent): void };
  aimed(): T | null;
} {
  const kept = useRef<Aim<T> | null>(null);
  const aim = kept.current ??= new Aim(target);
  aim.show(target, performance.now());
  return {
    handlers: {
      onPointerDown: ({ timeStamp }) => aim.press(timeStamp),
      onKeyDown: ({ key, repeat, timeStamp }) => {
        if (!repeat && (key === "Enter" || key === " ")) aim.press(timeStamp);
      },
    },
    aimed: () => aim.click(performance.now()),
  };
}
