// The floating picture follows the finger, and snaps to the nearest corner; arrow keys move it, too.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Corner, TilePlacement } from "@/call/mod.ts";
import { boxStyle } from "./box_style.ts";
import { capturePointer } from "../base/guarded_calls.ts";

/** Below this a press that trembled is still a press, in CSS pixels. */
const TREMBLE = 8;

interface Point {
  x: number;
  y: number;
}

export interface FloatingIntents {
  /** The picture belongs into this corner. */
  onCorner(corner: Corner): void;
  /** The picture was let go; its middle is there on the stage, in CSS pixels. */
  onDrop(middle: Point): void;
}

/** Handlers and style of a picture that stands in `corner`; of one that does not float, nothing. */
export function useFloating(
  place: TilePlacement | null,
  corner: Corner,
  { onCorner, onDrop }: FloatingIntents,
) {
  const box = place?.role === "floating" ? place.box : null;
  const { by, handlers } = useDrag((by) =>
    box && onDrop({ x: box.x + by.x + box.width / 2, y: box.y + by.y + box.height / 2 })
  );
  if (box === null) return { dragged: false, style: {}, handlers: {} };
  function onKeyDown(event: KeyboardEvent): void {
    if ((event.target as Element).closest("[popover]")) return;
    const next = turned(corner, event.key);
    if (next === null) return;
    event.preventDefault();
    onCorner(next);
  }
  return {
    dragged: by !== null,
    style: by ? boxStyle({ ...box, x: box.x + by.x, y: box.y + by.y }) : {},
    handlers: { ...handlers, onKeyDown },
  };
}

/** How far a pointer has dragged an element, null while it does not; `onEnd` when it lets go. */
function useDrag(onEnd: (by: Point) => void) {
  const moved = useSignal<Point | null>(null);
  const from = useRef<Point | null>(null);
  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest("button, [popover]")) return;
    from.current = { x: event.clientX, y: event.clientY };
    capturePointer(event);
  }
  function onPointerMove(event: PointerEvent): void {
    if (from.current === null) return;
    const by = { x: event.clientX - from.current.x, y: event.clientY - from.current.y };
    if (moved.value || Math.hypot(by.x, by.y) > TREMBLE) moved.value = by;
  }
  function onPointerUp(): void {
    const by = moved.value;
    from.current = null;
    moved.value = null;
    if (by) onEnd(by);
  }
  return {
    by: moved.value,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp },
  };
}

/** The corner that an arrow key leads to; null if it is no arrow. */
function turned(corner: Corner, key: string): Corner | null {
  const [vertical, horizontal] = corner.split("-") as ["top" | "bottom", "left" | "right"];
  switch (key) {
    case "ArrowLeft":
      return `${vertical}-left`;
    case "ArrowRight":
      return `${vertical}-right`;
    case "ArrowUp":
      return `top-${horizontal}`;
    case "ArrowDown":
      return `bottom-${horizontal}`;
    default:
      return null;
  }
}
