// The corners that a floating picture snaps to.

/** Corners of the stage, as seen. */
export const CORNERS = ["top-left", "top-right", "bottom-left", "bottom-right"] as const;
export type Corner = typeof CORNERS[number];
