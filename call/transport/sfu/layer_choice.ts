// Which layer of a picture to ask an SFU for, by what is shown of it and how well it arrives. Pure.
import type { Layer } from "../../../protocol/sfu.ts";
import type { PictureDemand } from "../demand.ts";
import type { Quality } from "../monitor/network_quality.ts";

/** Shown heights, in device pixels, up to which the small layer and the middle one are enough. */
const ENOUGH = { small: 220, middle: 440 };

/** Null where the picture is not shown. Whoever loses packets gets the next smaller one. */
export function layerFor(
  { width, height }: PictureDemand,
  quality: Quality,
): Layer | null {
  if (width === 0 || height === 0) return null;
  const side = Math.max(height, width * 9 / 16);
  const fitting: Layer = side <= ENOUGH.small ? 0 : side <= ENOUGH.middle ? 1 : 2;
  return quality === "poor" && fitting > 0 ? fitting - 1 as Layer : fitting;
}
