// member:react: somebody shows one of the six reactions.
import type { Handler } from "./handler.ts";

/** Shows it to everybody. Nothing of it is kept. */
export const memberReact: Handler<"member:react"> = ({ directory, sender }, { reaction }) => {
  if (sender.membership === null) return "not-in-room";
  const { open, member: id } = sender.membership;
  directory.tell(open, { event: "member:reacted", payload: { id, reaction } });
  return {};
};
