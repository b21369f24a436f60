// member:attest: somebody still hears or sees members whom the server cannot hear.
import type { MemberHandler } from "./handler.ts";

/** Keeps those of them who are away in the room for another while. */
export const memberAttest: MemberHandler<"member:attest"> = ({ room, me }, { members }) => {
  for (const member of members) {
    if (member !== me.id) room.attestAlive(member);
  }
  return {};
};
