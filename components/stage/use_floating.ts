// The floating picture follows the finger, and snaps to the nearest corner; arrow keys move it, too.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Call, type Corner, cornerAt, type TilePlacement } from "@/call/mod.ts";
import { boxStyle } from "./box_style.ts";
import { capturePointer } from "../base/guarded_calls.ts";

/** Below this a press that trembled is still a press, in CSS pixels. */
const TREMBLE = 8;

/** Handlers and style of a picture; of one that does not float, nothing. */
export function useFloating(call: Call, place: TilePlacement | null) {
  const moved = useSignal<{ x: number; y: number } | null>(null);
  const from = useRef<{ x: number; y: number } | null>(null);
  if (place?.role !== "floating") return { dragged: false, style: {}, handlers: {} };
  const { box } = place;
  const { layout: stage } = call;

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
    if (!by) return;
    const middle = { x: box.x + by.x + box.width / 2, y: box.y + by.y + box.height / 2 };
    stage.setCorner(cornerAt(stage.size.value, middle));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if ((event.target as Element).closest("[popover]")) return;
    const corner = turned(call.preferences.settings.value.corner, event.key);
    if (corner === null) return;
    event.preventDefault();
    stage.setCorner(corner);
  }
  const by = moved.value;
  return {
    dragged: by !== null,
    style: by ? boxStyle({ ...box, x: box.x + by.x, y: box.y + by.y }) : {},
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: onPointerUp,
      onKeyDown,
    },
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
