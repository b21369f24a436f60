// chat:react: somebody reacts to a text, or takes that back.
import { change } from "./chat_change.ts";
import type { Handler } from "./handler.ts";

/** Answers the line that says so. */
export const chatReact: Handler<"chat:react"> = (asking, { id, target, reaction, on }) =>
  change(asking, { saying: { kind: "reacted", id, target, reaction, on }, own: false });
