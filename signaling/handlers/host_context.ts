// What the events of hosts share: a room that belongs to somebody, and who acts in it.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { Author, Member } from "../../protocol/shapes.ts";
import type { RoomAccess } from "../room/room_access.ts";
import { memberOf } from "../room/room.ts";
import type { OpenRoom } from "../room/connection.ts";
import type { HandlerContext } from "./handler.ts";

/** Where somebody acts, on what, and as whom. */
export interface HostContext {
  open: OpenRoom;
  access: RoomAccess;
  me: Member;
  /** The actor, as lines name them. */
  from: Author;
}

/** The desk of a sender; the table has checked that the role fits. */
export function hostContextOf({ sender }: HandlerContext): HostContext | ErrorCode {
  if (sender.membership === null) return "not-in-room";
  const { open, member } = sender.membership;
  const me = memberOf(open.room, member);
  const { access } = open.room;
  if (me === undefined || access === null) return "not-allowed";
  return { open, access, me, from: authorOf(me) };
}

/** A member as lines name them. */
export function authorOf({ id, name }: Author): Author {
  return { id, name };
}

/** Whether one may act on the other against their will: hosts on all but hosts, deputies on those below. */
export function outranks(me: Pick<Member, "role">, { role }: Pick<Member, "role">): boolean {
  return role !== "host" && (me.role === "host" || role !== "deputy");
}
