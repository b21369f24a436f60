// member:name: somebody wants to be called otherwise.
import { memberOf, setName } from "../room/room.ts";
import type { Handler } from "./handler.ts";

/** Tells the room, and answers the name as it became: two of one name get a number. */
export const memberName: Handler<"member:name"> = ({ directory, sender }, { name }) => {
  if (sender.membership === null) return "not-in-room";
  const { open, member: id } = sender.membership;
  directory.update(open, { change: (room) => setName(room, { id, name }) });
  const now = memberOf(open.room, id);
  return now === undefined ? "not-in-room" : { name: now.name };
};
