// The four fixed media lines of every connection, and the kind of each.

/**
 * Media lines in SDP order. A line's index *is* its meaning, on both sides of every connection, so
 * no message ever has to say which track is which.
 */
export const SLOTS = ["mic", "camera", "screen", "screenAudio"] as const;

/** One of the four media lines. */
export type Slot = typeof SLOTS[number];

/** What each line carries (the `kind` of RFC 8829 transceivers). */
export const SLOT_KIND = {
  mic: "audio",
  camera: "video",
  screen: "video",
  screenAudio: "audio",
} as const satisfies Record<Slot, "audio" | "video">;

/** Which lines a member is sending right now. The badge on a tile is this, never a track's state. */
export type MediaFlags = Record<Slot, boolean>;

/** Nothing is being sent. */
export const NO_MEDIA: MediaFlags = {
  mic: false,
  camera: false,
  screen: false,
  screenAudio: false,
};
