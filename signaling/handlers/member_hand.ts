// member:hand: somebody raises a hand, or lowers it.
import { setHand } from "../rooms.ts";
import type { Handler } from "./handler.ts";

/** Tells the room. The server's clock decides who was first. */
export const memberHand: Handler<"member:hand"> = ({ hub, sender }, { up }) => {
  if (sender.place === null) return "not-in-room";
  const { open, member: id } = sender.place;
  hub.update(open, { change: (room) => setHand(room, { id, up, now: hub.now() }) });
  return {};
};
