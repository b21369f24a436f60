// A box of the layout as inline style. Set through the CSSOM, which a strict style-src allows.
import type { Box } from "@/call/mod.ts";

/** Position by `transform`, so that moving costs no layout. */
export function boxStyle({ x, y, width, height }: Box): Record<string, string> {
  return {
    transform: `translate(${x}px, ${y}px)`,
    inlineSize: `${width}px`,
    blockSize: `${height}px`,
  };
}
