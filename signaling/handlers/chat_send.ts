// chat:send: somebody says something.
import { hasRight } from "../estates/estate.ts";
import { memberOf } from "../rooms.ts";
import type { Handler } from "./handler.ts";

/** Answers the line as it stands in the log; one that was sent before is not said again. */
export const chatSend: Handler<"chat:send"> = ({ hub, sender }, said) => {
  if (sender.place === null) return "not-in-room";
  const { open, member } = sender.place;
  const { name = "", role = "guest", rights } = memberOf(open.room, member) ?? {};
  if (!hasRight(open.room.estate, { role, rights, right: "chat" })) return "not-allowed";
  return {
    line: hub.say(open, { saying: { kind: "text", ...said }, from: { id: member, name } }),
  };
};
