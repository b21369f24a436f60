// What the event table finds out about a sender before it calls a handler of members or of hosts.
import type { Member } from "../../protocol/shapes.ts";
import { membershipOf } from "../room/live_room.ts";
import { authorOf, memberOf } from "../room/room.ts";
import type { HandlerContext, HostContext, MemberContext } from "./handler.ts";

/** The sender as a member; null if the sender is in no room. */
export function memberContextOf({ directory, sender }: HandlerContext): MemberContext | null {
  const place = membershipOf(sender);
  const me = place && memberOf(place.room, place.member);
  return me ? { directory, sender, room: place.room, me, from: authorOf(me) } : null;
}

/** A member of a room that belongs to somebody; null in an open room. */
export function hostContextOf(context: MemberContext): HostContext | null {
  const { access } = context.room;
  return access === null ? null : { ...context, access };
}

/** Whether a moderator may act on a member against their will: hosts on all but hosts, deputies on those below. */
export function outranks(me: Pick<Member, "role">, { role }: Pick<Member, "role">): boolean {
  return role !== "host" && (me.role === "host" || role !== "deputy");
}
