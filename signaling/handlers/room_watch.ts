// room:watch: the lobby asks how many are in the room, and subscribes to every change.
import type { AnyoneHandler } from "./handler.ts";

/** Answers the number, the limit and the title; ends the sender's earlier subscription. */
export const roomWatch: AnyoneHandler<"room:watch"> = ({ directory, sender }, { room }) => {
  const { count, limit, title } = directory.watch(sender, room);
  return { count, limit, title };
};
