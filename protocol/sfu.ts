// How media travel in a room that has an SFU: what a page sends to it, and what it gets.
import type { Slot } from "./slots.ts";

/** The room's media go through an SFU. */
export interface SfuMode {
  readonly kind: "sfu";
  /** Grows each time the room is opened anew at an SFU. */
  readonly epoch: number;
}

/** One track that an SFU sends to a page. */
export interface ReceivedTrack {
  /** Of the media line that it comes on. */
  mid: string;
  member: string;
  slot: Slot;
}

/** The layers of a picture, smallest first: a quarter, half and all of its sides. */
export const LAYERS = [0, 1, 2] as const;
export type Layer = typeof LAYERS[number];

/** What a page wants of one picture; null for nothing at all. */
export interface LayerChoice {
  member: string;
  slot: "camera" | "screen";
  layer: Layer | null;
}
