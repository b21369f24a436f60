// Which layer of a picture to ask an SFU for, by what is shown of it and how well it arrives. Pure.
import type { Layer, LayerChoice } from "../../../protocol/sfu.ts";
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

/** What each layer of a camera takes at most, smallest first, and a screen, in bit/s. */
export const LAYER_RATES = [120_000, 400_000, 1_200_000] as const;
export const SCREEN_RATE = 1_500_000;

/** As much of it as fits: whatever takes most gets smaller, and goes when that is not enough. */
export function layersWithin(
  choices: readonly LayerChoice[],
  most: number,
): readonly LayerChoice[] {
  const left = choices.map((choice) => ({ ...choice }));
  for (;;) {
    const sum = left.reduce((total, choice) => total + rateOf(choice), 0);
    if (sum <= most) return left;
    const [largest] = left.toSorted((a, b) => rateOf(b) - rateOf(a));
    if (largest === undefined) return left;
    const { slot, layer } = largest;
    largest.layer = slot === "screen" || layer === null || layer === 0 ? null : layer - 1 as Layer;
  }
}

function rateOf({ slot, layer }: LayerChoice): number {
  if (layer === null) return 0;
  return slot === "screen" ? SCREEN_RATE : LAYER_RATES[layer];
}
