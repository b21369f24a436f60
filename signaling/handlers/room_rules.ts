// room:rules: a host locks or opens the room, and gives everybody rights or takes them away.
import { changeRules } from "../access/change_rules.ts";
import type { HostHandler } from "./handler.ts";

/** An opened room admits everybody who waits. */
export const roomRules: HostHandler<"room:rules"> = (context, rules) => {
  const { directory, room } = context;
  if (changeRules(context, rules).isOpened) directory.admission.unlock(room);
  return {};
};
