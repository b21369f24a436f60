// chat:send: somebody says something.
import { hasRight } from "../room/room_access.ts";
import { memberOf } from "../room/room.ts";
import type { Handler } from "./handler.ts";

/** Answers the line as it stands in the log; one that was sent before is not said again. */
export const chatSend: Handler<"chat:send"> = ({ directory, sender }, said) => {
  if (sender.membership === null) return "not-in-room";
  const { open, member } = sender.membership;
  const { name = "", role = "guest", rights } = memberOf(open.room, member) ?? {};
  if (!hasRight(open.room.access, { role, rights, right: "chat" })) return "not-allowed";
  return {
    line: directory.say(open, { saying: { kind: "text", ...said }, from: { id: member, name } }),
  };
};
