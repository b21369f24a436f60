// member:hand: somebody raises a hand, or lowers it.
import { setHand } from "../room/room.ts";
import type { Handler } from "./handler.ts";

/** Tells the room. The server's clock decides who was first. */
export const memberHand: Handler<"member:hand"> = ({ directory, sender }, { up }) => {
  if (sender.membership === null) return "not-in-room";
  const { open, member: id } = sender.membership;
  directory.update(open, { change: (room) => setHand(room, { id, up, now: directory.now() }) });
  return {};
};
