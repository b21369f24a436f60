// What a socket is to this server right now. Decided here from what the server knows, never told by it.
import { ROLES } from "../protocol/roles.ts";
import { memberOf } from "./rooms.ts";
import type { OpenRoom, Visitor } from "./visitor.ts";

/** Outside every room, before the door of one, or in one with a role. */
export const STANDINGS = ["outside", "waiting", ...ROLES] as const;
export type Standing = typeof STANDINGS[number];

/** Everybody. */
export const ANYONE: readonly Standing[] = STANDINGS;
/** Who is in no room. */
export const OUTSIDE: readonly Standing[] = ["outside", "waiting"];
/** Who sits in a room. */
export const INSIDE: readonly Standing[] = ROLES;
/** Who may let others in, when it is their turn. */
export const KEEPERS: readonly Standing[] = ["member", "deputy", "host"];
/** Who keeps order: hosts, and deputies while no host is there. */
export const MODERATORS: readonly Standing[] = ["deputy", "host"];
/** Who decides. */
export const HOSTS: readonly Standing[] = ["host"];

/** Where a socket stands at this moment. A deputy is a member like others while a host is there. */
export function standingOf({ place, waiting }: Visitor): Standing {
  if (place === null) return waiting === null ? "outside" : "waiting";
  const role = memberOf(place.open.room, place.member)?.role ?? "guest";
  return role === "deputy" && hasHost(place.open) ? "member" : role;
}

function hasHost({ room, present }: OpenRoom): boolean {
  return room.members.some(({ id, role }) => role === "host" && present.has(id));
}
