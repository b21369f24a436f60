// room:watch: the lobby asks how many are in the room, and subscribes to every change.
import type { AnyoneHandler } from "./handler.ts";

/** Answers the number, the limit, the title and whether somebody records; ends the sender's earlier subscription. */
export const roomWatch: AnyoneHandler<"room:watch"> = ({ directory, sender }, { room }) => {
  const { room: _, ...counted } = directory.watch(sender, room);
  return counted;
};
