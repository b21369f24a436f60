// Which tracks a transport carries, by slot.
import type { Slot } from "../../protocol/slots.ts";

/** What this page sends in each slot; null = silence, black. */
export type LocalTracks = Readonly<Record<Slot, MediaStreamTrack | null>>;

/** What arrives of one member in each slot; null where nothing can arrive (yet, or any more). */
export type RemoteTracks = LocalTracks;
