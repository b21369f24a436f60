// member:remove: a host sends somebody off, who may not come back.
import { withBan } from "../room/room_access.ts";
import { leave, memberOf, withAccess } from "../room/room.ts";
import { originOf, revoke } from "../room/seats.ts";
import { authorOf, hostContextOf, outranks } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** The others close their connections because the member is in `room:state` no more. */
export const memberRemove: Handler<"member:remove"> = (asking, { id }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { directory } = asking;
  const { open, access, from, me } = host;
  const target = memberOf(open.room, id);
  if (target === undefined) return "no-such-member";
  if (!outranks(me, target)) return "not-allowed";
  const connection = open.present.get(id);
  const after = withBan(access, { member: id, ...originOf(open.seats, id, connection?.address) });
  open.seats = revoke(open.seats, id);
  if (connection !== undefined) {
    directory.detach(connection);
    connection.sink.notify("member:removed", { by: from });
  }
  directory.replace(open, withAccess(leave(open.room, id), after));
  directory.say(open, { saying: { kind: "removed", of: authorOf(target) }, from });
  if (after.locked && !access.locked) directory.say(open, { saying: { kind: "locked" }, from });
  return {};
};
