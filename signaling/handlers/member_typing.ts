// member:typing: a member is writing a message, or has stopped.
import type { MemberHandler } from "./handler.ts";

/** Tells the others. Their pages forget it by themselves after a few seconds. */
export const memberTyping: MemberHandler<"member:typing"> = ({ room, me, sender }, { on }) => {
  room.notifyAll("member:typing", { id: me.id, on }, { except: sender });
  return {};
};
