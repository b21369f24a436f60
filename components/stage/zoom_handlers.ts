// A large shared screen can be zoomed and moved: by wheel, by two fingers, by dragging. Loaded with the first one.
import type { Box } from "@/call/mod.ts";
import { capturePointer } from "../base/guarded_calls.ts";

/** Wheel units that double the size. */
const WHEEL = 400;

/** In CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

export interface ZoomIntents {
  /** Zooms by a factor; the point of the box at `at`, counted from its middle, stays where it is. */
  onZoom(factor: number, options: { box: Box; at: Point }): void;
  /** Moves the picture, in CSS pixels. */
  onPan(by: Point, options: { box: Box }): void;
}

/** Where each pointer is that is down on the tile, by its id. */
export type Fingers = Map<number, Point>;

/** Handlers of the tile that shows the screen in this box. */
export function zoomHandlers(box: Box, fingers: Fingers, { onZoom, onPan }: ZoomIntents) {
  function onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls pages
    event.preventDefault();
    onZoom(2 ** (-event.deltaY / WHEEL), { box, at: fromCentre(event) });
  }
  function onPointerDown(event: PointerEvent): void {
    if ((event.target as Element).closest("button, [popover]")) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    capturePointer(event);
  }
  function onPointerMove(event: PointerEvent): void {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    if (!other) return onPan({ x: now.x - before.x, y: now.y - before.y }, { box });
    const grown = distance(now, other) / Math.max(1, distance(before, other));
    onZoom(grown, { box, at: fromCentre(event) });
  }
  function onPointerUp(event: PointerEvent): void {
    fingers.delete(event.pointerId);
  }
  return { onWheel, onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp };
}

/** Where the pointer is, counted from the middle of its tile. */
function fromCentre(event: MouseEvent): Point {
  const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
  return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
