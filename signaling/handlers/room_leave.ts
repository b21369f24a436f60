// room:leave: somebody hangs up, or their page is closing and may be a reload.
import type { Handler } from "./handler.ts";

/** With `mayReturn` the seat is kept for a moment, else it is given up. Also ends a watch. */
export const roomLeave: Handler<"room:leave"> = ({ hub, sender }, { mayReturn }) => {
  if (sender.place === null && sender.watching === null) return "not-in-room";
  hub.unwatch(sender);
  if (mayReturn) hub.stepAway(sender, hub.settings.reloadGraceMs);
  else hub.leaveNow(sender);
  return {};
};
