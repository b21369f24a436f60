// chat:delete: the author of a text takes it back.
import { change } from "./chat_change.ts";
import type { Handler } from "./handler.ts";

/** Answers the line that says so; the words are not kept any more. */
export const chatDelete: Handler<"chat:delete"> = (asking, taken) =>
  change(asking, { saying: { kind: "deleted", ...taken }, own: true });
