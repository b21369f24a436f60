// What a connection is to this server right now. The server decides it by what it knows; no client can say it.
import { ROLES } from "../protocol/roles.ts";
import { memberOf } from "./room/room.ts";
import type { ClientConnection, RoomView } from "./room/connection.ts";
import { membershipOf } from "./room/live_room.ts";

/** Outside every room, waiting for one, or in one with a role. */
export const CALLER_ROLES = ["outside", "waiting", ...ROLES] as const;
export type CallerRole = typeof CALLER_ROLES[number];

/** Everybody. */
export const ANYONE: readonly CallerRole[] = CALLER_ROLES;
/** Everybody outside a room. */
export const OUTSIDE: readonly CallerRole[] = ["outside", "waiting"];
/** Members of a room. */
export const INSIDE: readonly CallerRole[] = ROLES;
/** Roles that may admit others; who of them does, `admitters()` of access/admission.ts says. */
export const ADMITTERS: readonly CallerRole[] = ["member", "deputy", "host"];
/** Roles that moderate: hosts, and deputies while no host is there. */
export const MODERATORS: readonly CallerRole[] = ["deputy", "host"];
/** Roles that decide what holds for the room. */
export const HOSTS: readonly CallerRole[] = ["host"];

/** What a connection is at this moment. A deputy is a member like others while a host is there. */
export function callerRoleOf(connection: ClientConnection): CallerRole {
  const place = membershipOf(connection);
  if (place === null) return connection.waiting === null ? "outside" : "waiting";
  const role = memberOf(place.room, place.member)?.role ?? "guest";
  return role === "deputy" && hasHost(place.room) ? "member" : role;
}

function hasHost({ members, connections }: RoomView): boolean {
  return members.some(({ id, role }) => role === "host" && connections.has(id));
}
