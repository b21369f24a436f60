// member:rights: a host gives one person a right, or takes it away, whatever holds for all.
import { RIGHTS } from "../../protocol/roles.ts";
import { withRestriction } from "../access/restrictions.ts";
import { allowedMedia, hasRight, type RoomAccess } from "../room/room_access.ts";
import { memberOf, type Room, setMedia, setRights, withAccess } from "../room/room.ts";
import { type Origin, originOf } from "../room/seats.ts";
import { authorOf, type HostContext, hostContextOf, outranks } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** What they may not send any more is off at once; a microphone that is on stays on. */
export const memberRights: Handler<"member:rights"> = (asking, { id, rights }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { directory } = asking;
  const { open, access, from, me } = host;
  const before = memberOf(open.room, id);
  if (before === undefined) return "no-such-member";
  if (!outranks(me, before)) return "not-allowed";
  const { role } = before;
  const origin = originOf(open.seats, id, open.present.get(id)?.address);
  const after = withRestriction(access, {
    member: id,
    ...origin,
    before: before.rights ?? {},
    own: ownOrigin(open, id),
    rights,
  });
  directory.update(open, {
    change: (room) =>
      withoutForbidden(withAccess(setRights(room, { id, rights }), after), { id, access }),
  });
  if (after.locked && !access.locked) directory.say(open, { saying: { kind: "locked" }, from });
  for (const right of RIGHTS) {
    const had = hasRight(access, { ...before, right });
    const has = hasRight(access, { role, rights, right });
    if (had === has) continue;
    directory.say(open, {
      saying: { kind: has ? "allowed" : "forbade", right, of: authorOf(before) },
      from,
    });
  }
  return {};
};

/**
 * Where this person comes from, as far as nobody else in the room does: a class behind one address, or
 * with one invitation, is not to lose what is taken from one of them. Hosts and deputies do not count,
 * because their keys are above it.
 */
function ownOrigin({ room, seats, present }: HostContext["open"], id: string): Origin {
  const own = originOf(seats, id, present.get(id)?.address);
  const others = room.members
    .filter((member) => member.id !== id && member.role !== "host" && member.role !== "deputy")
    .map((member) => originOf(seats, member.id, present.get(member.id)?.address));
  return {
    address: others.some(({ address }) => address === own.address) ? "" : own.address,
    invite: others.some(({ invite }) => invite === own.invite) ? null : own.invite,
  };
}

function withoutForbidden(room: Room, { id, access }: { id: string; access: RoomAccess }): Room {
  const member = memberOf(room, id);
  if (member === undefined) return room;
  const { role, rights, media: now } = member;
  return setMedia(room, { id, media: allowedMedia(access, { role, rights, wanted: now, now }) });
}
