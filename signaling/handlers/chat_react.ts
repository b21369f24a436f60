// chat:react: a member reacts to a text, or takes the reaction back.
import { change } from "./chat_change.ts";
import type { MemberHandler } from "./handler.ts";

/** Answers the line of the reaction. */
export const chatReact: MemberHandler<"chat:react"> = (context, reaction) =>
  change(context, { saying: { kind: "reacted", ...reaction }, own: false });
