// chat:send: somebody says something.
import { memberOf } from "../rooms.ts";
import type { Handler } from "./handler.ts";

/** Answers the line as it stands in the log; one that was sent before is not said again. */
export const chatSend: Handler<"chat:send"> = ({ hub, sender }, said) => {
  if (sender.place === null) return "not-in-room";
  const { open, member } = sender.place;
  const name = memberOf(open.room, member)?.name ?? "";
  return {
    line: hub.say(open, { saying: { kind: "text", ...said }, from: { id: member, name } }),
  };
};
