// chat:edit: the author of a text edits it.
import { change } from "./chat_change.ts";
import type { MemberHandler } from "./handler.ts";

/** Answers the line of the edit. */
export const chatEdit: MemberHandler<"chat:edit"> = (context, edit) =>
  change(context, { saying: { kind: "edited", ...edit }, own: true });
