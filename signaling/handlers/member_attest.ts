// member:attest: a page still receives media of members whom the server does not hear.
import type { MemberHandler } from "./handler.ts";

/** Keeps the seats of those who are away for another while. */
export const memberAttest: MemberHandler<"member:attest"> = ({ room, me }, { members }) => {
  for (const member of members) {
    if (member !== me.id) room.attestAlive(member);
  }
  return {};
};
