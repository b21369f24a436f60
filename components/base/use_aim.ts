// A button whose person may change under the finger, or which may itself come under it.
import { useRef } from "preact/hooks";
import { Aim } from "./aim.ts";

interface Handlers {
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Handlers for the button, and `aimed`, which says for its click whom it means; null: nobody. */
export function useAim<T>(target: T): {
  handlers: Handlers;
  aimed(event: Pick<UIEvent, "detail">): T | null;
} {
  const kept = useRef<Aim<T> | null>(null);
  const aim = kept.current ??= new Aim(target, performance.now());
  aim.show(target, performance.now());
  return {
    handlers: {
      onPointerDown: ({ timeStamp }) => aim.press(timeStamp),
      // Browsers tell of a mouse that rests, too, when something new is under it.
      onPointerMove: ({ movementX, movementY }) => {
        if (movementX !== 0 || movementY !== 0) aim.move();
      },
      onKeyDown: ({ key, repeat, timeStamp }) => {
        if (!repeat && (key === "Enter" || key === " ")) aim.press(timeStamp);
      },
    },
    aimed: ({ detail }) => aim.click(performance.now(), { clicks: detail }),
  };
}
