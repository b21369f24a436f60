// What this page really shows of the others, in device pixels: pure.
import { type Demand, NOT_SHOWN, type PictureDemand } from "../transport/demand.ts";
import type { Size } from "./grid.ts";
import type { Layout } from "./layout.ts";
import type { Tile } from "./tiles.ts";

export interface ShownPictures {
  layout: Layout;
  tiles: readonly Pick<Tile, "key" | "kind" | "self" | "member">[];
  /** Key of the pinned picture. */
  pinned: string | null;
  /** How much the large picture is enlarged. */
  zoom: number;
  /** Keys of the pictures in a window of their own, which shows them whatever the page does. */
  floating: readonly string[];
  /** Only the pinned picture is asked for, and that one small. */
  saving: boolean;
  /** Whether anybody can see the page. */
  visible: boolean;
  /** Device pixels in a CSS pixel. */
  pixelRatio: number;
  /** Whether this page records everybody. */
  recorded: boolean;
}

/** A picture in a window of its own, in CSS pixels: its window is small at first. */
const FLOATING: Size = { width: 360, height: 270 };
/** The longer side of a picture where data are saved, in device pixels. */
const SAVED = 320;
/** What a recording needs at least, in device pixels, however small or hidden a picture is here. */
const RECORDED = { camera: { width: 640, height: 360 }, screen: { width: 1_280, height: 720 } };
/** Nobody sends larger pictures. */
const LARGEST = 8_192;

/** What to ask of each other member. */
export function demandOf(shown: ShownPictures): Demand {
  const others = shown.tiles.filter(({ self }) => !self);
  return new Map(others.map(({ member }) => {
    const of = (kind: Tile["kind"]) => {
      const tile = others.find((tile) => tile.kind === kind && tile.member.id === member.id);
      if (tile === undefined) return NOT_SHOWN;
      const picture = pictureOf(tile.key, shown);
      return shown.recorded ? atLeast(picture, RECORDED[kind]) : picture;
    };
    return [member.id, { camera: of("camera"), screen: of("screen") }];
  }));
}

function atLeast(picture: PictureDemand, { width, height }: Size): PictureDemand {
  return {
    ...picture,
    width: Math.max(picture.width, width),
    height: Math.max(picture.height, height),
  };
}

function pictureOf(key: string, shown: ShownPictures): PictureDemand {
  const { layout, pinned, zoom, floating, saving, visible, pixelRatio } = shown;
  if (saving && key !== pinned) return NOT_SHOWN;
  const place = visible ? layout.places.get(key) : undefined;
  const box = place?.box ?? (floating.includes(key) ? FLOATING : null);
  if (box === null) return NOT_SHOWN;
  const isMain = place?.role === "main";
  const whole = pixelRatio * (isMain ? Math.max(1, zoom) : 1);
  const longer = Math.max(1, box.width, box.height);
  const scale = saving ? Math.min(whole, SAVED / longer) : whole;
  const pixels = (length: number) => Math.min(LARGEST, Math.round(length * scale));
  return {
    width: pixels(box.width),
    height: pixels(box.height),
    rank: key === pinned ? "pinned" : isMain ? "main" : "other",
  };
}
