// member:react: a member shows one of the six reactions.
import type { MemberHandler } from "./handler.ts";

/** Sends it to everybody and keeps nothing of it. */
export const memberReact: MemberHandler<"member:react"> = ({ room, me: { id } }, { reaction }) => {
  room.notifyAll("member:reacted", { id, reaction });
  return {};
};
