// member:remove: a host sends somebody off, who may not come back.
import { withBan } from "../estates/estate.ts";
import { leave, memberOf, withEstate } from "../rooms.ts";
import { revoke } from "../seats.ts";
import { authorOf, deskOf } from "./host.ts";
import type { Handler } from "./handler.ts";

/** The others close their connections because the member is in `room:state` no more. */
export const memberRemove: Handler<"member:remove"> = (asking, { id }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { hub } = asking;
  const { open, estate, from } = desk;
  const target = memberOf(open.room, id);
  if (target === undefined) return "no-such-member";
  if (target.role === "host") return "not-allowed";
  const visitor = open.present.get(id);
  const after = withBan(estate, { member: id, address: visitor?.address ?? "" });
  open.seats = revoke(open.seats, id);
  if (visitor !== undefined) {
    hub.standUp(visitor);
    visitor.outlet.notify("member:removed", { by: from });
  }
  hub.replace(open, withEstate(leave(open.room, id), after));
  hub.say(open, { saying: { kind: "removed", of: authorOf(target) }, from });
  return {};
};
