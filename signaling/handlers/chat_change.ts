// What chat:edit, chat:delete and chat:react share: they change a text that the log still has.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import { isTaken, type Said, textOf } from "../room/chat_log.ts";
import { hasRight } from "../room/room_access.ts";
import type { MemberContext } from "./handler.ts";

/**
 * Appends the change if the log has the text and, with `own`, if the sender wrote it. A change that
 * is sent twice gets the same answer twice.
 */
export function change(
  { room, me: { id, role, rights }, from }: MemberContext,
  { saying, own }: { saying: Exclude<Said, { kind: "text" }>; own: boolean },
): { line: ChatLine } | ErrorCode {
  if (!hasRight(room.access, { role, rights, right: "chat" })) return "not-allowed";
  const known = isTaken(room.log, { id: saying.id, author: id });
  if (!known && !textOf(room.log, saying.target, own ? id : undefined)) return "no-such-line";
  return { line: room.say({ saying, from }) };
}
