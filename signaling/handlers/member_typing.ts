// member:typing: somebody is writing a message, or stopped.
import type { Handler } from "./handler.ts";

/** Tells the others. Clients forget it by themselves after a few seconds. */
export const memberTyping: Handler<"member:typing"> = ({ directory, sender }, { on }) => {
  if (sender.membership === null) return "not-in-room";
  const { open, member: id } = sender.membership;
  directory.tell(open, { event: "member:typing", payload: { id, on }, except: sender });
  return {};
};
