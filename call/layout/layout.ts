// Who stands where on the stage, and as what: one pure decision from what there is and what is wanted.
import {
  type Box,
  gapOf,
  gridBoxes,
  isPortraitPhone,
  NARROWEST,
  pageSize,
  PICTURE,
  type Size,
  WIDEST,
} from "./grid.ts";
import type { Corner } from "./corners.ts";
import { beside, filmstripBoxes } from "./filmstrip.ts";

/** A picture that wants a place. */
export interface LayoutItem {
  key: string;
  kind: "camera" | "screen";
  self: boolean;
  /** Member id of its owner. */
  member: string;
}

/** What the person chose, and who speaks. */
export interface LayoutOptions {
  mode: "grid" | "spotlight";
  /** Key of the picture that was pinned. */
  pinned: string | null;
  /** Key of the shared screen to show, if there is a choice. */
  screen: string | null;
  /** Id of the member in the spotlight. */
  speaker: string | null;
  floatSelf: boolean;
  hideSelf: boolean;
  corner: Corner;
  /** Show a large picture alone, without the strip beside it. */
  stripHidden: boolean;
  page: number;
}

/** In a grid, large, beside a large one, over the others in a corner. */
export type Role = "grid" | "main" | "strip" | "floating";

export interface TilePlacement {
  box: Box;
  role: Role;
}

/** A stage that is set. */
export interface Layout {
  kind: "empty" | "alone" | "pair" | "grid" | "large";
  /** By key; a picture without a place is not shown now. */
  places: ReadonlyMap<string, TilePlacement>;
  /** Key of the large picture. */
  main: string | null;
  page: number;
  pages: number;
  /** Where an invitation fits, when one is alone. */
  card: Box | null;
}

/** Sets the stage. Actors stand in the order given. */
export function layoutOf(
  stage: Size,
  items: readonly LayoutItem[],
  options: LayoutOptions,
): Layout {
  const shown = visible(items, options);
  const main = mainOf(shown, options);
  if (main) return large(stage, shown, { main, options });
  const [only, second] = shown;
  if (!only) return { ...NOTHING };
  if (!second && only.self) return alone(stage, only);
  const float = floating(shown, options);
  const rest = shown.filter((item) => item !== float);
  const base = rest.length === 1 && rest[0] ? filled(stage, rest[0]) : paged(stage, rest, options);
  return float ? withFloating(stage, base, { key: float.key, corner: options.corner }) : base;
}

const NOTHING: Layout = {
  kind: "empty",
  places: new Map(),
  main: null,
  page: 0,
  pages: 1,
  card: null,
};

function visible(items: readonly LayoutItem[], { hideSelf, pinned }: LayoutOptions): LayoutItem[] {
  const others = items.some(({ self }) => !self);
  return items.filter(({ self, kind, key }) =>
    !(hideSelf && others && self && kind === "camera" && key !== pinned)
  );
}

/** A pin beats a screen, a screen beats whoever speaks. One's own screen is before one's eyes already. */
function mainOf(shown: readonly LayoutItem[], options: LayoutOptions): LayoutItem | null {
  const pinned = shown.find(({ key }) => key === options.pinned);
  if (pinned && shown.length > 1) return pinned;
  const screens = shown.filter(({ kind, self }) => kind === "screen" && !self);
  const chosen = screens.find(({ key }) => key === options.screen) ?? screens.at(-1);
  if (chosen) return chosen;
  const others = shown.filter(({ self }) => !self);
  if (options.mode !== "spotlight" || others.length < 2) return null;
  return others.find(({ member }) => member === options.speaker) ?? others[0] ?? null;
}

/** Oneself, with one other person always, else if it is wanted so. */
function floating(shown: readonly LayoutItem[], { floatSelf }: LayoutOptions): LayoutItem | null {
  const own = shown.find(({ self, kind }) => self && kind === "camera");
  return own && (shown.length === 2 || (floatSelf && shown.length > 2)) ? own : null;
}

function alone(stage: Size, { key }: LayoutItem): Layout {
  const { main, side } = beside(stage, { width: 400, height: 260 });
  const [box] = gridBoxes(main, 1);
  const places = new Map<string, TilePlacement>();
  if (box) places.set(key, { box, role: "grid" });
  return { ...NOTHING, kind: "alone", places, card: side };
}

/** One picture that takes all it can without being cropped too much. */
function filled(stage: Size, { key }: LayoutItem): Layout {
  let { width, height } = stage;
  if (width > height * WIDEST) width = height * WIDEST;
  else if (width < height * NARROWEST && !isPortraitPhone(stage)) height = width / NARROWEST;
  const box = centred(stage, { width: Math.floor(width), height: Math.floor(height) });
  return { ...NOTHING, kind: "grid", places: new Map([[key, { box, role: "grid" }]]) };
}

function centred(stage: Size, { width, height }: Size): Box {
  const x = Math.round((stage.width - width) / 2);
  return { x, y: Math.round((stage.height - height) / 2), width, height };
}

function paged(
  stage: Size,
  items: readonly LayoutItem[],
  { page: wanted }: LayoutOptions,
): Layout {
  const size = Math.max(1, pageSize(stage, items.length));
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const here = items.slice(page * size, (page + 1) * size);
  const boxes = gridBoxes(stage, here.length);
  const places = new Map(
    here.map(({ key }, index): [string, TilePlacement] => [key, {
      box: boxes[index] ?? { x: 0, y: 0, width: 0, height: 0 },
      role: "grid",
    }]),
  );
  return { ...NOTHING, kind: "grid", places, page, pages };
}

function large(
  stage: Size,
  shown: readonly LayoutItem[],
  { main, options }: { main: LayoutItem; options: LayoutOptions },
): Layout {
  const others = options.stripHidden ? [] : shown.filter((item) => item !== main);
  const strip = filmstripBoxes(stage, others.length);
  const places = new Map<string, TilePlacement>([[main.key, { box: strip.main, role: "main" }]]);
  others.forEach(({ key }, index) => {
    const box = strip.boxes[index];
    if (box) places.set(key, { box, role: "strip" });
  });
  return { ...NOTHING, kind: "large", places, main: main.key };
}

/** Share of the stage's width that the floating picture takes, and the least of it. */
const FLOAT_SHARE = 0.18;
const FLOAT_LEAST = 96;

function withFloating(
  stage: Size,
  layout: Layout,
  { key, corner }: { key: string; corner: Corner },
): Layout {
  const places = new Map(layout.places).set(key, {
    box: floatBox(stage, corner),
    role: "floating",
  });
  return { ...layout, kind: layout.places.size === 1 ? "pair" : layout.kind, places };
}

/** The floating picture in its corner. */
export function floatBox(stage: Size, corner: Corner): Box {
  const gap = gapOf(stage);
  const width = Math.round(Math.max(FLOAT_LEAST, stage.width * FLOAT_SHARE));
  const height = Math.round(isPortraitPhone(stage) ? width / (3 / 4) : width / PICTURE);
  const x = corner.endsWith("left") ? gap : stage.width - width - gap;
  const y = corner.startsWith("top") ? gap : stage.height - height - gap;
  return { x, y, width, height };
}

/** The corner that a point of the stage is nearest to. */
export function cornerAt(stage: Size, { x, y }: { x: number; y: number }): Corner {
  const vertical = y < stage.height / 2 ? "top" : "bottom";
  return `${vertical}-${x < stage.width / 2 ? "left" : "right"}`;
}
