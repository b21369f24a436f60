// room:watch: a lobby asks how many are inside, and wants to hear of every change.
import type { Handler } from "./handler.ts";

/** Answers the number and the limit; ends the sender's earlier watch. */
export const roomWatch: Handler<"room:watch"> = ({ hub, sender }, { room }) => {
  const { count, limit } = hub.watch(sender, room);
  return { count, limit };
};
