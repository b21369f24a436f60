// chat:edit: the author of a text puts it into other words.
import { change } from "./chat_change.ts";
import type { MemberHandler } from "./handler.ts";

/** Answers the line that says so. */
export const chatEdit: MemberHandler<"chat:edit"> = (context, edit) =>
  change(context, { saying: { kind: "edited", ...edit }, own: true });
