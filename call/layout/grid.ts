// Pictures of equal size side by side: pure geometry, in CSS pixels.

/** The room there is for pictures. */
export interface Size {
  width: number;
  height: number;
}

/** The place of one picture, from the stage's top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How many pictures stand side by side, and how large. */
export interface Grid {
  columns: number;
  rows: number;
  width: number;
  height: number;
}

/** Tiles are never wider nor narrower than this: more than a quarter of a picture is never cropped. */
export const WIDEST = 17 / 9;
export const NARROWEST = 4 / 3;
const NARROWEST_PORTRAIT = 3 / 4;
/** What cameras deliver; on an upright phone most of it is cropped to this. */
export const PICTURE = 16 / 9;
const PICTURE_PORTRAIT = 4 / 3;
/** A covered stage looks better than a bare one: at most so much more score. */
const COVER_BONUS = 0.15;

/** A phone's screen, by its smaller side. */
export function isPhone({ width, height }: Size): boolean {
  return Math.min(width, height) < 500;
}

/** Space between two pictures. */
export function gapOf(stage: Size): number {
  return isPhone(stage) ? 6 : 10;
}

/**
 * The grid for `count` pictures: of all numbers of columns the one that shows most of the
 * uncropped pictures, with a bonus for covering the stage. O(count).
 */
export function bestGrid(stage: Size, count: number): Grid {
  let best: Grid = { columns: 1, rows: 1, width: 0, height: 0 };
  let bestScore = -1;
  for (let columns = 1; columns <= count; columns++) {
    const grid = gridOf(stage, count, columns);
    const score = scoreOf(stage, count, grid);
    if (score > bestScore) [best, bestScore] = [grid, score];
  }
  return best;
}

function gridOf(stage: Size, count: number, columns: number): Grid {
  const gap = gapOf(stage);
  const rows = Math.ceil(count / columns);
  let width = Math.max(0, (stage.width - gap * (columns - 1)) / columns);
  let height = Math.max(0, (stage.height - gap * (rows - 1)) / rows);
  const narrowest = isPortraitPhone(stage) ? NARROWEST_PORTRAIT : NARROWEST;
  if (width > height * WIDEST) width = height * WIDEST;
  else if (width < height * narrowest) height = width / narrowest;
  return { columns, rows, width: Math.floor(width), height: Math.floor(height) };
}

function scoreOf(stage: Size, count: number, { width, height }: Grid): number {
  const picture = isPortraitPhone(stage) ? PICTURE_PORTRAIT : PICTURE;
  const shown = Math.min(width, height * picture) ** 2 / picture;
  const cover = count * width * height / Math.max(1, stage.width * stage.height);
  return count * shown * (1 + COVER_BONUS * cover);
}

/** A phone held upright: there pictures may be cropped to upright ones. */
export function isPortraitPhone(stage: Size): boolean {
  return isPhone(stage) && stage.height > stage.width;
}

/** Boxes of `count` pictures in reading order; the last row is centred. */
export function gridBoxes(stage: Size, count: number): Box[] {
  if (count === 0) return [];
  const gap = gapOf(stage);
  const { columns, rows, width, height } = bestGrid(stage, count);
  const top = (stage.height - rows * height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const left = (stage.width - inRow * width - (inRow - 1) * gap) / 2;
    const column = index % columns;
    return {
      x: Math.round(left + column * (width + gap)),
      y: Math.round(top + row * (height + gap)),
      width,
      height,
    };
  });
}

/** Pictures on one page, by kind of device: more are too many to look at. */
const MOST = { phone: 9, tablet: 16, desktop: 25 } as const;
/** Pictures lower than this, in CSS pixels, are of no use. */
const LOWEST = { phone: 96, tablet: 120, desktop: 120 } as const;

/** How many of `count` pictures stand on one page: as many as stay large enough to be seen. */
export function pageSize(stage: Size, count: number): number {
  const device = isPhone(stage) ? "phone" : stage.width < 900 ? "tablet" : "desktop";
  for (let size = Math.min(count, MOST[device]); size > 1; size--) {
    if (bestGrid(stage, size).height >= LOWEST[device]) return size;
  }
  return Math.min(count, 1);
}
