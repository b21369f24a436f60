// What each copy of camera and screen is encoded like, told from what the others show of it: pure.
import { isShown, type MemberDemand, type PictureDemand } from "../demand.ts";
import { shareBitrate } from "./bitrate_shares.ts";

/** The slots with a picture. */
export const PICTURES = ["camera", "screen"] as const;
export type PictureSlot = typeof PICTURES[number];

/** Sides of what is captured, in pixels. */
export interface Capture {
  width: number;
  height: number;
}

/** One copy: bit/s, frames/s, and by how much the picture's sides are divided. */
export interface PictureEncoding {
  active: boolean;
  maxBitrate: number;
  maxFramerate: number;
  scaleResolutionDownBy: number;
}

/** What is sent to one page. */
export type PeerEncodings = Record<PictureSlot, PictureEncoding>;

/** By member id. */
export type EncodingPlan = ReadonlyMap<string, PeerEncodings>;

/** One page that pictures are sent to. */
export interface Receiver {
  /** What it says that it shows; null while it has not said so, as older pages never do. */
  demand: MemberDemand | null;
  /** The most that it takes of pictures, in bit/s; absent: no limit. */
  most?: number;
  /** Not connected yet, or only just: the browser does not know what the path carries. */
  rampingUp: boolean;
}

export interface EncodingLimitsOptions {
  /** What there is to send; null where nothing is. */
  captures: Record<PictureSlot, Capture | null>;
  /** For all copies together, in bit/s. */
  budget: number;
}

/** A camera in its whole size gains little beyond this, in bit/s; 1280 × 720 is that size. */
const CAMERA_BEST = 1_500_000;
const CAMERA_PIXELS = 1_280 * 720;
const USUAL: Capture = { width: 1_280, height: 720 };
/** Bits grow slower than pixels do. */
const BITS_BY_PIXELS = 0.8;
const SCREEN_BEST = 2_000_000;
/** What a picture gets before a more important one gets more than that, in bit/s. */
const LEAST: Record<PictureSlot, number> = { camera: 50_000, screen: 100_000 };
/** Below this a picture is of no use, in bit/s. */
const USELESS = 20_000;
/** A size is chosen that has at least this share of the bits that it can use. */
const SPARING = 0.4;
/** By how much sides are divided: few steps, because each change costs a key frame. */
const SCALES = [8, 6, 4, 3, 2, 1.5, 1];
/** A picture may be so much smaller than its place. */
const ENLARGED = 0.9;
/** A picture of so many pixels or fewer is a thumbnail. */
const THUMBNAIL = 320 * 240;
const FRAMES = { full: 30, thumbnail: 15, text: 10 };

/** One encoding that wants its share. */
interface Outgoing {
  id: string;
  slot: PictureSlot;
  capture: Capture;
  /** Null: everything may be shown. */
  shown: PictureDemand | null;
  rampingUp: boolean;
  want: number;
  least: number;
  /** Those with a lower number are served first. */
  turn: number;
}

/** The encodings for each page. Their rates keep within the budget together. */
export function encodingsFor(
  receivers: ReadonlyMap<string, Receiver>,
  { captures, budget }: EncodingLimitsOptions,
): EncodingPlan {
  const isSent = ({ slot, shown }: Outgoing) =>
    captures[slot] !== null && (shown === null || isShown(shown));
  const outgoing = [...receivers].flatMap(([id, receiver]) =>
    withinCap(
      PICTURES.map((slot) => outgoingOf({ id, slot, receiver, capture: captures[slot] })),
      { most: receiver.most ?? Infinity, isSent },
    )
  );
  const sent = outgoing.filter(isSent);
  // Where not all can be of use, the most important ones are, rather than none.
  const served = sent.toSorted((a, b) => a.turn - b.turn).slice(0, Math.floor(budget / USELESS));
  const shares = shareBitrate(sent.length > served.length ? served : sent, budget);
  const equal = budget / Math.max(1, receivers.size);
  const encoded = outgoing.map((picture) => {
    const unsent = isSent(picture) ? 0 : Math.min(picture.want, equal);
    const share = shares.get(picture) ?? unsent;
    return [picture, encodingOf(picture, Math.round(share))] as const;
  });
  return new Map([...receivers.keys()].map((id) => {
    const of = (slot: PictureSlot) =>
      encoded.find(([picture]) => picture.id === id && picture.slot === slot)?.[1] ?? PAUSED;
    return [id, { camera: of("camera"), screen: of("screen") }];
  }));
}

/** What one page takes goes to the most important picture first; one that gets too little is paused. */
function withinCap(
  pictures: readonly Outgoing[],
  { most, isSent }: { most: number; isSent(picture: Outgoing): boolean },
): readonly Outgoing[] {
  if (most === Infinity) return pictures;
  let left = most;
  const capped = new Map(
    pictures.filter(isSent).toSorted((a, b) => a.turn - b.turn).map((picture) => {
      const want = Math.min(picture.want, left);
      left -= want;
      return [picture, { ...picture, want, least: Math.min(picture.least, want) }];
    }),
  );
  return pictures.map((picture) => capped.get(picture) ?? picture);
}

function outgoingOf(
  { id, slot, receiver: { demand, rampingUp }, capture }: {
    id: string;
    slot: PictureSlot;
    receiver: Receiver;
    capture: Capture | null;
  },
): Outgoing {
  const shown = demand?.[slot] ?? null;
  const of = { id, slot, capture: capture ?? USUAL, shown, rampingUp, least: LEAST[slot] };
  const isWhole = shown === null || (slot === "screen" && shown.rank !== "other");
  if (isWhole) {
    return { ...of, want: slot === "screen" ? SCREEN_BEST : CAMERA_BEST, turn: turnOf(of) };
  }
  const scale = scaleFor(of.capture, shown);
  const frames = framesOf({ slot, shown, pixels: pixelsAt(of.capture, scale) });
  const want = usefulBitrate(of.capture, scale) * (0.4 + 0.6 * frames / FRAMES.full);
  return { ...of, want: Math.max(of.least, want), turn: turnOf(of) };
}

/** Text of a screen first, then who is pinned, then who is large, then the others. */
function turnOf({ slot, shown }: Pick<Outgoing, "slot" | "shown">): number {
  if (slot === "screen") return shown?.rank === "other" ? 3 : 0;
  return shown?.rank === "pinned" ? 1 : shown?.rank === "main" ? 2 : 3;
}

const PAUSED: PictureEncoding = {
  active: false,
  maxBitrate: USELESS,
  maxFramerate: FRAMES.full,
  scaleResolutionDownBy: 1,
};

function encodingOf(picture: Outgoing, share: number): PictureEncoding {
  const { slot, capture, shown, rampingUp } = picture;
  const hidden = shown !== null && !isShown(shown);
  if (hidden || share < USELESS) return PAUSED;
  const encoding = { active: true, maxBitrate: share };
  if (slot === "screen" && shown?.rank !== "other") {
    // Never smaller, rather fewer frames, so that text stays legible.
    const maxFramerate = share >= 1_000_000 ? FRAMES.full : FRAMES.text;
    return { ...encoding, maxFramerate, scaleResolutionDownBy: 1 };
  }
  if (shown === null) {
    // Large first frames are dropped while a connection ramps up: a small picture is there sooner.
    const scaleResolutionDownBy = share >= SPARING * CAMERA_BEST && !rampingUp ? 1 : 2;
    return { ...encoding, maxFramerate: FRAMES.full, scaleResolutionDownBy };
  }
  const isAffordable = (scale: number) => SPARING * usefulBitrate(capture, scale) <= share;
  const affordable = SCALES.findLast(isAffordable) ?? 8;
  const scale = Math.max(scaleFor(capture, shown), affordable, rampingUp ? 2 : 1);
  const maxFramerate = framesOf({ slot, shown, pixels: pixelsAt(capture, scale) });
  return { ...encoding, maxFramerate, scaleResolutionDownBy: scale };
}

/** The largest divisor with which a picture still fills its place. */
function scaleFor({ width, height }: Capture, shown: PictureDemand): number {
  const fits = Math.min(width / Math.max(1, shown.width), height / Math.max(1, shown.height));
  return SCALES.find((scale) => scale * ENLARGED <= fits) ?? 1;
}

function framesOf(
  { slot, shown: { rank }, pixels }: { slot: PictureSlot; shown: PictureDemand; pixels: number },
): number {
  if (rank !== "other") return FRAMES.full;
  if (slot === "screen") return FRAMES.text;
  return pixels <= THUMBNAIL ? FRAMES.thumbnail : FRAMES.full;
}

function pixelsAt({ width, height }: Capture, scale: number): number {
  return width * height / scale ** 2;
}

/** What a camera's picture gains from at most, in bit/s. */
function usefulBitrate(capture: Capture, scale: number): number {
  return CAMERA_BEST * Math.min(1, pixelsAt(capture, scale) / CAMERA_PIXELS) ** BITS_BY_PIXELS;
}
