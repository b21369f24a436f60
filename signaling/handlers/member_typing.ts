// member:typing: somebody is writing a message, or stopped.
import type { Handler } from "./handler.ts";

/** Tells the others. Clients forget it by themselves after a few seconds. */
export const memberTyping: Handler<"member:typing"> = ({ hub, sender }, { on }) => {
  if (sender.place === null) return "not-in-room";
  const { open, member: id } = sender.place;
  hub.tell(open, { event: "member:typing", payload: { id, on }, except: sender });
  return {};
};
