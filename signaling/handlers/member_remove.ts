// member:remove: a moderator removes a member, who may not come back.
import { memberOf } from "../room/room.ts";
import type { HostHandler } from "./handler.ts";
import { outranks } from "./handler_contexts.ts";

/** The others close their connections because `room:state` no longer has the member. */
export const memberRemove: HostHandler<"member:remove"> = ({ room, me, from }, { id }) => {
  const target = memberOf(room, id);
  if (target === undefined) return "no-such-member";
  if (!outranks(me, target)) return "not-allowed";
  room.remove(id, from);
  return {};
};
