// member:react: somebody shows one of the six reactions.
import type { MemberHandler } from "./handler.ts";

/** Shows it to everybody. Nothing of it is kept. */
export const memberReact: MemberHandler<"member:react"> = ({ room, me: { id } }, { reaction }) => {
  room.notifyAll("member:reacted", { id, reaction });
  return {};
};
