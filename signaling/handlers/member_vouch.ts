// member:vouch: somebody still hears or sees members whom the server cannot hear.
import type { Handler } from "./handler.ts";

/** Keeps those of them who are away in the room for another while. */
export const memberVouch: Handler<"member:vouch"> = ({ hub, sender }, { members }) => {
  if (sender.place === null) return "not-in-room";
  const { open, member: self } = sender.place;
  for (const member of members) if (member !== self) hub.rollCall.vouchFor(open, member);
  return {};
};
