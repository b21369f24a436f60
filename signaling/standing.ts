// What a socket is to this server right now. Decided here from what the server knows, never told by it.
import type { Visitor } from "./visitor.ts";

/** Outside every room, or a member of one. */
export const STANDINGS = ["outside", "member"] as const;
export type Standing = typeof STANDINGS[number];

/** Everybody. */
export const ANYONE: readonly Standing[] = STANDINGS;
/** Who sits in a room. */
export const INSIDE: readonly Standing[] = ["member"];

/** Where a socket stands at this moment. */
export function standingOf({ place }: Visitor): Standing {
  return place === null ? "outside" : "member";
}
