// room:leave: somebody hangs up, or their page is closing and may be a reload.
import type { Handler } from "./handler.ts";

/** With `mayReturn` the seat is kept for a moment, else it is given up. Also ends a watch or a wait. */
export const roomLeave: Handler<"room:leave"> = ({ directory, sender }, { mayReturn }) => {
  const { membership: place, watching, waiting } = sender;
  if (place === null && watching === null && waiting === null) return "not-in-room";
  directory.unwatch(sender);
  directory.admission.disconnected(sender);
  if (mayReturn) directory.markDisconnected(sender, directory.settings.reloadGraceMs);
  else directory.leave(sender);
  return {};
};
