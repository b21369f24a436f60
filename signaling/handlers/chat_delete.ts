// chat:delete: the author of a text, or a moderator, deletes it.
import { callerRoleOf, MODERATORS } from "../caller_role.ts";
import { textOf } from "../room/chat_log.ts";
import { authorOf } from "../room/room.ts";
import { change } from "./chat_change.ts";
import type { MemberHandler } from "./handler.ts";

/** Answers the line of the deletion; the server forgets the text. */
export const chatDelete: MemberHandler<"chat:delete"> = (context, deletion) => {
  const { room: { log }, me, sender } = context;
  const isOwn = textOf(log, deletion.target, me.id) !== undefined;
  const moderates = MODERATORS.includes(callerRoleOf(sender));
  const other = isOwn || !moderates ? undefined : textOf(log, deletion.target);
  const of = other ? { of: authorOf(other.from) } : {};
  return change(context, { saying: { kind: "deleted", ...deletion, ...of }, own: !other });
};
