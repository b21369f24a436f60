// chat:send: a member sends a message.
import { hasRight } from "../room/room_access.ts";
import type { MemberHandler } from "./handler.ts";

/** Answers the line as it stands in the log; a message that is sent twice has one line. */
export const chatSend: MemberHandler<"chat:send"> = (
  { room, me: { role, rights }, from },
  said,
) => {
  if (!hasRight(room.access, { role, rights, right: "chat" })) return "not-allowed";
  return { line: room.say({ saying: { kind: "text", ...said }, from }) };
};
