// room:watch: a lobby asks how many are inside, and wants to hear of every change.
import type { AnyoneHandler } from "./handler.ts";

/** Answers the number, the limit and the title; ends the sender's earlier watch. */
export const roomWatch: AnyoneHandler<"room:watch"> = ({ directory, sender }, { room }) => {
  const { count, limit, title } = directory.watch(sender, room);
  return { count, limit, title };
};
