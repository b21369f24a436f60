// member:remove: a host sends somebody off, who may not come back.
import { withBan } from "../estates/estate.ts";
import { leave, memberOf, withEstate } from "../rooms.ts";
import { originOf, revoke } from "../seats.ts";
import { authorOf, deskOf, outranks } from "./host.ts";
import type { Handler } from "./handler.ts";

/** The others close their connections because the member is in `room:state` no more. */
export const memberRemove: Handler<"member:remove"> = (asking, { id }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { hub } = asking;
  const { open, estate, from, me } = desk;
  const target = memberOf(open.room, id);
  if (target === undefined) return "no-such-member";
  if (!outranks(me, target)) return "not-allowed";
  const visitor = open.present.get(id);
  const after = withBan(estate, { member: id, ...originOf(open.seats, id, visitor?.address) });
  open.seats = revoke(open.seats, id);
  if (visitor !== undefined) {
    hub.standUp(visitor);
    visitor.outlet.notify("member:removed", { by: from });
  }
  hub.replace(open, withEstate(leave(open.room, id), after));
  hub.say(open, { saying: { kind: "removed", of: authorOf(target) }, from });
  if (after.locked && !estate.locked) hub.say(open, { saying: { kind: "locked" }, from });
  return {};
};
