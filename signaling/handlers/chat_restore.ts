// chat:restore: a member hands lines over that a restarted server has lost.
import type { Handler } from "./handler.ts";

/** Takes those that are genuine and missing, and tells them to the others. */
export const chatRestore: Handler<"chat:restore"> = ({ hub, sender }, { lines }) => {
  if (sender.place === null) return "not-in-room";
  const { open } = sender.place;
  return { taken: lines.filter((line) => hub.retell(open, { line, except: sender })).length };
};
