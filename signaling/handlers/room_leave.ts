// room:leave: somebody hangs up, or their page is closing and may be a reload.
import type { Handler } from "./handler.ts";

/** With `mayReturn` the seat is kept for a moment, else it is given up. Also ends a watch or a wait. */
export const roomLeave: Handler<"room:leave"> = ({ hub, sender }, { mayReturn }) => {
  const { place, watching, waiting } = sender;
  if (place === null && watching === null && waiting === null) return "not-in-room";
  hub.unwatch(sender);
  hub.reception.quit(sender);
  if (mayReturn) hub.stepAway(sender, hub.settings.reloadGraceMs);
  else hub.leaveNow(sender);
  return {};
};
