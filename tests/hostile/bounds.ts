// Each thing that an outsider can make grow: the numbers of its bound, and what fills it.
import type { Bound } from "./bounds_kit.ts";
import { CLUSTER_BOUNDS } from "./bounds_cluster.ts";
import { HTTP_BOUNDS } from "./bounds_http.ts";
import { ROOM_BOUNDS } from "./bounds_rooms.ts";
import { STORAGE_BOUNDS } from "./bounds_storage.ts";
import { STUN_BOUNDS } from "./bounds_stun.ts";
import { TURN_BOUNDS } from "./bounds_turn.ts";

/** All bounds, by the first cell of their row in SECURITY.md. */
export const BOUNDS: Record<string, Bound> = {
  ...CLUSTER_BOUNDS,
  ...HTTP_BOUNDS,
  ...ROOM_BOUNDS,
  ...STORAGE_BOUNDS,
  ...STUN_BOUNDS,
  ...TURN_BOUNDS,
};
