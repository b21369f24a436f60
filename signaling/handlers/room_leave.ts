// room:leave: a member hangs up, or their page is closing, perhaps for a reload.
import { membershipOf } from "../room/live_room.ts";
import type { AnyoneHandler } from "./handler.ts";

/** Keeps the seat for a moment with `mayReturn`, else frees it. Also ends a subscription or a wait. */
export const roomLeave: AnyoneHandler<"room:leave"> = ({ directory, sender }, { mayReturn }) => {
  const { watching, waiting } = sender;
  if (membershipOf(sender) === null && watching === null && waiting === null) return "not-in-room";
  directory.unwatch(sender);
  directory.admission.disconnected(sender);
  if (mayReturn) directory.detach(sender, { graceMs: directory.settings.reloadGraceMs });
  else directory.leave(sender);
  return {};
};
