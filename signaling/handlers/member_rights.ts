// member:rights: a host gives one person a right, or takes it away, whatever holds for all.
import { RIGHTS } from "../../protocol/roles.ts";
import { withCurb } from "../estates/curbs.ts";
import { allowedMedia, type Estate, hasRight } from "../estates/estate.ts";
import { memberOf, type Room, setMedia, setRights, withEstate } from "../rooms.ts";
import { originOf } from "../seats.ts";
import { authorOf, deskOf, outranks } from "./host.ts";
import type { Handler } from "./handler.ts";

/** What they may not send any more is off at once; a microphone that is on stays on. */
export const memberRights: Handler<"member:rights"> = (asking, { id, rights }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { hub } = asking;
  const { open, estate, from, me } = desk;
  const before = memberOf(open.room, id);
  if (before === undefined) return "no-such-member";
  if (!outranks(me, before)) return "not-allowed";
  const { role } = before;
  const origin = originOf(open.seats, id, open.present.get(id)?.address);
  const after = withCurb(estate, { member: id, ...origin, before: before.rights ?? {}, rights });
  hub.update(open, {
    change: (room) =>
      withoutForbidden(withEstate(setRights(room, { id, rights }), after), { id, estate }),
  });
  if (after.locked && !estate.locked) hub.say(open, { saying: { kind: "locked" }, from });
  for (const right of RIGHTS) {
    const had = hasRight(estate, { ...before, right });
    const has = hasRight(estate, { role, rights, right });
    if (had === has) continue;
    hub.say(open, {
      saying: { kind: has ? "allowed" : "forbade", right, of: authorOf(before) },
      from,
    });
  }
  return {};
};

function withoutForbidden(room: Room, { id, estate }: { id: string; estate: Estate }): Room {
  const member = memberOf(room, id);
  if (member === undefined) return room;
  const { role, rights, media: now } = member;
  return setMedia(room, { id, media: allowedMedia(estate, { role, rights, wanted: now, now }) });
}
