// Zooming into a shared screen: where the picture stands in its box, as pure steps.
import type { Size } from "./grid.ts";

/** Size of the picture as a factor, and how far its centre is from the box's, in CSS pixels. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

/** The whole picture, in the middle. */
export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
export const SMALLEST = 0.5;
export const LARGEST = 4;
/** One press of a button. */
export const STEP = 1.25;

/** Zooms by a factor; the point of the box at `at` (from its centre) keeps showing the same thing. */
export function zoomBy(
  zoom: Zoom,
  factor: number,
  { box, at = { x: 0, y: 0 } }: { box: Size; at?: { x: number; y: number } },
): Zoom {
  const wanted = Math.min(LARGEST, Math.max(SMALLEST, zoom.scale * factor));
  const scale = Math.abs(wanted - 1) < 0.02 ? 1 : wanted; // steps up and down meet at 100 %
  const grown = scale / zoom.scale;
  const moved = { scale, x: at.x - (at.x - zoom.x) * grown, y: at.y - (at.y - zoom.y) * grown };
  return within(moved, box);
}

/** Moves the picture, as far as it reaches over the box. */
export function panBy(
  zoom: Zoom,
  by: { x: number; y: number },
  { box }: { box: Size },
): Zoom {
  return within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, box);
}

function within({ scale, x, y }: Zoom, { width, height }: Size): Zoom {
  const reach = Math.max(0, scale - 1) / 2;
  return { scale, x: limited(x, reach * width), y: limited(y, reach * height) };
}

function limited(value: number, reach: number): number {
  return Math.min(reach, Math.max(-reach, value)) || 0;
}
