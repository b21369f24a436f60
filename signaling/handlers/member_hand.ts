// member:hand: a member raises a hand, or lowers it.
import { setHand } from "../room/room.ts";
import type { MemberHandler } from "./handler.ts";

/** Tells the room. The server's clock decides who was first. */
export const memberHand: MemberHandler<"member:hand"> = ({ directory, room, me }, { up }) => {
  room.update((before) => setHand(before, { id: me.id, up, now: directory.now() }));
  return {};
};
