// member:attest: somebody still hears or sees members whom the server cannot hear.
import type { Handler } from "./handler.ts";

/** Keeps those of them who are away in the room for another while. */
export const memberAttest: Handler<"member:attest"> = ({ directory, sender }, { members }) => {
  if (sender.membership === null) return "not-in-room";
  const { open, member: self } = sender.membership;
  for (const member of members) {
    if (member !== self) directory.livenessMonitor.attestFor(open, member);
  }
  return {};
};
