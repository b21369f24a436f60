// What the events of hosts share: a room that belongs to somebody, and who acts in it.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { Author, Member } from "../../protocol/shapes.ts";
import type { Estate } from "../estates/estate.ts";
import { memberOf } from "../rooms.ts";
import type { OpenRoom } from "../visitor.ts";
import type { Asking } from "./handler.ts";

/** Where somebody acts, on what, and as whom. */
export interface Desk {
  open: OpenRoom;
  estate: Estate;
  me: Member;
  /** The actor, as lines name them. */
  from: Author;
}

/** The desk of a sender; the table has checked that the role fits. */
export function deskOf({ sender }: Asking): Desk | ErrorCode {
  if (sender.place === null) return "not-in-room";
  const { open, member } = sender.place;
  const me = memberOf(open.room, member);
  const { estate } = open.room;
  if (me === undefined || estate === null) return "not-allowed";
  return { open, estate, me, from: authorOf(me) };
}

/** A member as lines name them. */
export function authorOf({ id, name }: Author): Author {
  return { id, name };
}

/** Whether one may act on the other against their will: hosts on all but hosts, deputies on those below. */
export function outranks(me: Pick<Member, "role">, { role }: Pick<Member, "role">): boolean {
  return role !== "host" && (me.role === "host" || role !== "deputy");
}
