// member:rights: a host gives one member a right, or takes it away, whatever the room's rules say.
import { RIGHTS } from "../../protocol/rights.ts";
import { withRestriction } from "../access/member_restrictions.ts";
import { hasRight } from "../room/room_access.ts";
import { authorOf, memberOf, setRights, withAccess } from "../room/room.ts";
import { type Origin, originOf } from "../room/seats.ts";
import type { HostContext, HostHandler } from "./handler.ts";
import { outranks } from "./handler_contexts.ts";

/** Media that the member may no longer send are off at once; a microphone that is on stays on. */
export const memberRights: HostHandler<"member:rights"> = (context, { id, rights }) => {
  const { room, access, from, me } = context;
  const target = memberOf(room, id);
  if (target === undefined) return "no-such-member";
  if (!outranks(me, target)) return "not-allowed";
  const origin = originOf(room.seats, id, room.connections.get(id)?.address);
  const before = target.rights ?? {};
  const own = ownOrigin(room, id);
  const after = withRestriction(access, { member: id, ...origin, before, own, rights });
  room.update((now) => withAccess(setRights(now, { id, rights }), after));
  if (after.locked && !access.locked) room.say({ saying: { kind: "locked" }, from });
  for (const right of RIGHTS) {
    const had = hasRight(access, { ...target, right });
    const has = hasRight(access, { role: target.role, rights, right });
    if (had === has) continue;
    room.say({ saying: { kind: has ? "allowed" : "forbade", right, of: authorOf(target) }, from });
  }
  return {};
};

/**
 * Where this person comes from, as far as nobody else in the room does: a class behind one address, or
 * with one invitation, is not to lose what is taken from one of them. Hosts and deputies do not count,
 * because their keys are above it.
 */
function ownOrigin({ members, seats, connections }: HostContext["room"], id: string): Origin {
  const own = originOf(seats, id, connections.get(id)?.address);
  const others = members
    .filter((member) => member.id !== id && member.role !== "host" && member.role !== "deputy")
    .map((member) => originOf(seats, member.id, connections.get(member.id)?.address));
  return {
    address: others.some(({ address }) => address === own.address) ? "" : own.address,
    invite: others.some(({ invite }) => invite === own.invite) ? null : own.invite,
  };
}
