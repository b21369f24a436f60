// Where every picture stands on the stage: pure geometry, in CSS pixels.

/** The room there is for pictures. */
export interface Stage {
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

const WIDEST = 17 / 9;
const NARROWEST = 4 / 3;
const NARROWEST_PORTRAIT = 3 / 4;
/** What cameras deliver; on an upright phone most of it is cropped to this. */
const PICTURE = 16 / 9;
const PICTURE_PORTRAIT = 4 / 3;
/** A covered stage looks better than a bare one: at most so much more score. */
const COVER_BONUS = 0.15;
/** Side of the strip of small pictures beside a shared screen. */
const STRIP_WIDTH = 180;
const STRIP_HEIGHT = 96;

/** A phone's screen, by its smaller side. */
export function isPhone({ width, height }: Stage): boolean {
  return Math.min(width, height) < 500;
}

/** Space between two pictures. */
export function gapOf(stage: Stage): number {
  return isPhone(stage) ? 6 : 10;
}

/**
 * The grid for `count` pictures: of all numbers of columns the one that shows most of the
 * uncropped pictures, with a bonus for covering the stage. O(count).
 */
export function bestGrid(stage: Stage, count: number): Grid {
  let best: Grid = { columns: 1, rows: 1, width: 0, height: 0 };
  let bestScore = -1;
  for (let columns = 1; columns <= count; columns++) {
    const grid = gridOf(stage, count, columns);
    const score = scoreOf(stage, count, grid);
    if (score > bestScore) [best, bestScore] = [grid, score];
  }
  return best;
}

function gridOf(stage: Stage, count: number, columns: number): Grid {
  const gap = gapOf(stage);
  const rows = Math.ceil(count / columns);
  let width = Math.max(0, (stage.width - gap * (columns - 1)) / columns);
  let height = Math.max(0, (stage.height - gap * (rows - 1)) / rows);
  const narrowest = isPortraitPhone(stage) ? NARROWEST_PORTRAIT : NARROWEST;
  if (width > height * WIDEST) width = height * WIDEST;
  else if (width < height * narrowest) height = width / narrowest;
  return { columns, rows, width: Math.floor(width), height: Math.floor(height) };
}

function scoreOf(stage: Stage, count: number, { width, height }: Grid): number {
  const picture = isPortraitPhone(stage) ? PICTURE_PORTRAIT : PICTURE;
  const shown = Math.min(width, height * picture) ** 2 / picture;
  const cover = count * width * height / Math.max(1, stage.width * stage.height);
  return count * shown * (1 + COVER_BONUS * cover);
}

function isPortraitPhone(stage: Stage): boolean {
  return isPhone(stage) && stage.height > stage.width;
}

/** Boxes of `count` pictures in reading order; the last row is centred. */
export function gridBoxes(stage: Stage, count: number): Box[] {
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

/**
 * Boxes when screens are shared: the screens fill the stage, everybody else stands in a strip
 * beside them (below on an upright stage).
 */
export function screenBoxes(stage: Stage, screens: readonly boolean[]): Box[] {
  const people = screens.filter((isScreen) => !isScreen).length;
  const upright = stage.height > stage.width;
  const gap = gapOf(stage);
  const strip = people === 0 ? 0 : (upright ? STRIP_HEIGHT : STRIP_WIDTH) + gap;
  const main: Stage = upright
    ? { width: stage.width, height: stage.height - strip }
    : { width: stage.width - strip, height: stage.height };
  const large = screenRows(main, screens.length - people, gap);
  const small = stripBoxes(stage, people, { upright, gap });
  let nextLarge = 0;
  let nextSmall = 0;
  return screens.map((isScreen) =>
    (isScreen ? large[nextLarge++] : small[nextSmall++]) ?? { x: 0, y: 0, width: 0, height: 0 }
  );
}

/** Screens share the space evenly and are never cropped, so their boxes need no aspect. */
function screenRows(main: Stage, count: number, gap: number): Box[] {
  const { columns, rows } = bestGrid(main, count);
  const width = Math.floor((main.width - gap * (columns - 1)) / columns);
  const height = Math.floor((main.height - gap * (rows - 1)) / rows);
  return Array.from({ length: count }, (_, index) => ({
    x: (index % columns) * (width + gap),
    y: Math.floor(index / columns) * (height + gap),
    width,
    height,
  }));
}

/** Small pictures side by side, shrunk where there are more than fit. */
function stripBoxes(
  stage: Stage,
  count: number,
  { upright, gap }: { upright: boolean; gap: number },
): Box[] {
  const length = upright ? stage.width : stage.height;
  const natural = upright ? STRIP_HEIGHT * NARROWEST : STRIP_WIDTH / PICTURE;
  const each = Math.floor(Math.min(natural, (length - gap * (count - 1)) / Math.max(1, count)));
  return Array.from({ length: count }, (_, index) => {
    const along = index * (each + gap);
    return upright
      ? { x: along, y: stage.height - STRIP_HEIGHT, width: each, height: STRIP_HEIGHT }
      : { x: stage.width - STRIP_WIDTH, y: along, width: STRIP_WIDTH, height: each };
  });
}
