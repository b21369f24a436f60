// A large shared screen can be zoomed and moved: by wheel, by two fingers, by dragging.
import { useRef } from "preact/hooks";
import type { Box, TilePlacement, Zoom } from "@/call/mod.ts";
import { capturePointer } from "../base/guarded_calls.ts";

/** Wheel units that double the size. */
const WHEEL = 400;

interface Point {
  x: number;
  y: number;
}

export interface ZoomIntents {
  /** Zooms by a factor; the point of the box at `at`, counted from its middle, stays where it is. */
  onZoom(factor: number, options: { box: Box; at: Point }): void;
  /** Moves the picture, in CSS pixels. */
  onPan(by: Point, options: { box: Box }): void;
}

/** Handlers of the tile and style of its picture; of anything but a large screen, nothing. */
export function useZoom(
  place: TilePlacement | null,
  { scale, x, y }: Zoom,
  { onZoom, onPan }: ZoomIntents,
) {
  const fingers = useRef(new Map<number, Point>());
  if (place?.role !== "main") return { style: {}, handlers: {} };
  const { box } = place;

  function onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls pages
    event.preventDefault();
    onZoom(2 ** (-event.deltaY / WHEEL), { box, at: fromCentre(event) });
  }
  function onPointerDown(event: PointerEvent): void {
    if ((event.target as Element).closest("button, [popover]")) return;
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    capturePointer(event);
  }
  function onPointerMove(event: PointerEvent): void {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (!other) return onPan({ x: now.x - before.x, y: now.y - before.y }, { box });
    const grown = distance(now, other) / Math.max(1, distance(before, other));
    onZoom(grown, { box, at: fromCentre(event) });
  }
  function onPointerUp(event: PointerEvent): void {
    fingers.current.delete(event.pointerId);
  }
  return {
    style: scale === 1 ? {} : { transform: `translate(${x}px, ${y}px) scale(${scale})` },
    handlers: { onWheel, onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp },
  };
}

/** Where the pointer is, counted from the middle of its tile. */
function fromCentre(event: MouseEvent): Point {
  const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
  return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
