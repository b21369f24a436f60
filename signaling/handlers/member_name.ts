// member:name: a member takes another name.
import { memberOf, setName } from "../room/room.ts";
import type { MemberHandler } from "./handler.ts";

/** Tells the room, and answers the name that the member has now: equal names get a number. */
export const memberName: MemberHandler<"member:name"> = ({ room, me: { id } }, { name }) => {
  room.update((before) => setName(before, { id, name }));
  const now = memberOf(room, id);
  return now === undefined ? "not-in-room" : { name: now.name };
};
