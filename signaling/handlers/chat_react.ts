// chat:react: somebody reacts to a text, or takes that back.
import { change } from "./chat_change.ts";
import type { MemberHandler } from "./handler.ts";

/** Answers the line that says so. */
export const chatReact: MemberHandler<"chat:react"> = (context, reaction) =>
  change(context, { saying: { kind: "reacted", ...reaction }, own: false });
