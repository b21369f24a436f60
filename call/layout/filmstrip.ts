// A large picture and a strip of small ones beside it: pure geometry, in CSS pixels.
import { type Box, gapOf, isPhone, PICTURE, type Size } from "./grid.ts";

/** Across the strip. */
const WIDTH = 180;
const HEIGHT = 96;
/** Along the strip a picture is never shorter than this; what does not fit is not shown. */
const SHORTEST = 72;

/** The large picture, and as many boxes of the strip as fit. */
export interface Filmstrip {
  main: Box;
  boxes: Box[];
}

/** Divides the stage: the strip stands at the end, on an upright stage below. */
export function filmstripBoxes(stage: Size, count: number): Filmstrip {
  if (count === 0) return { main: whole(stage), boxes: [] };
  const upright = stage.height > stage.width;
  const gap = gapOf(stage);
  const across = upright ? HEIGHT : isPhone(stage) ? 120 : WIDTH;
  const main: Box = upright
    ? { x: 0, y: 0, width: stage.width, height: Math.max(0, stage.height - across - gap) }
    : { x: 0, y: 0, width: Math.max(0, stage.width - across - gap), height: stage.height };
  const length = upright ? stage.width : stage.height;
  const fitting = Math.max(1, Math.min(count, Math.floor((length + gap) / (SHORTEST + gap))));
  const natural = upright ? across * (4 / 3) : across / PICTURE;
  const each = Math.floor(Math.min(natural, (length - gap * (fitting - 1)) / fitting));
  const boxes = Array.from({ length: fitting }, (_, index): Box => {
    const along = index * (each + gap);
    return upright
      ? { x: along, y: stage.height - across, width: each, height: across }
      : { x: stage.width - across, y: along, width: across, height: each };
  });
  return { main, boxes };
}

/** Divides the stage between a picture and a card: beside it, or below it where that is narrow. */
export function beside(stage: Size, card: Size): { main: Size; side: Box } {
  const gap = gapOf(stage);
  if (stage.width >= 2 * card.width) {
    const main = { width: stage.width - card.width - gap, height: stage.height };
    return { main, side: { x: main.width + gap, y: 0, width: card.width, height: stage.height } };
  }
  const height = Math.min(card.height, Math.floor(stage.height * 0.6));
  const main = { width: stage.width, height: Math.max(0, stage.height - height - gap) };
  return { main, side: { x: 0, y: main.height + gap, width: stage.width, height } };
}

function whole({ width, height }: Size): Box {
  return { x: 0, y: 0, width, height };
}
