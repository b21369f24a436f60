// Rooms whose names prove no host.

/**
 * What becomes of rooms that belong to nobody: anybody opens them by a name; calls that are on may be
 * joined, and none is opened; or there are none.
 */
export const OPEN_ROOMS = ["allowed", "existing", "none"] as const;
export type OpenRooms = typeof OPEN_ROOMS[number];
