// Which tracks are played in step with each other.
import type { Slot } from "../../../protocol/slots.ts";

/** Sound and picture with one stream id are played in step (RFC 8830): person, and screen. */
export interface SyncStreams {
  person: MediaStream;
  screen: MediaStream;
}

/** The stream that a slot belongs to. */
export function streamOf(slot: Slot, streams: SyncStreams): MediaStream {
  return slot === "mic" || slot === "camera" ? streams.person : streams.screen;
}
