// chat:edit: the author of a text puts it into other words.
import { change } from "./chat_change.ts";
import type { Handler } from "./handler.ts";

/** Answers the line that says so. */
export const chatEdit: Handler<"chat:edit"> = (asking, edit) =>
  change(asking, { saying: { kind: "edited", ...edit }, own: true });
