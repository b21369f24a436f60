// What chat:edit, chat:delete and chat:react share: something is done to a text that is still kept.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import { isTaken, type Said, textOf } from "../room/chat_log.ts";
import { hasRight } from "../room/room_access.ts";
import { memberOf } from "../room/room.ts";
import type { HandlerContext } from "./handler.ts";

/** Says it if the text is there and, with `own`, if it is the sender's. A copy is answered alike. */
export function change(
  { directory, sender }: HandlerContext,
  { saying, own }: { saying: Exclude<Said, { kind: "text" }>; own: boolean },
): { line: ChatLine } | ErrorCode {
  if (sender.membership === null) return "not-in-room";
  const { open, member } = sender.membership;
  const { name = "", role = "guest", rights } = memberOf(open.room, member) ?? {};
  if (!hasRight(open.room.access, { role, rights, right: "chat" })) return "not-allowed";
  const known = isTaken(open.log, { id: saying.id, author: member });
  if (!known && !textOf(open.log, saying.target, own ? member : undefined)) return "no-such-line";
  return { line: directory.say(open, { saying, from: { id: member, name } }) };
}
