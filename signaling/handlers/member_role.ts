// member:role: a host names another host, a member or a guest, or steps down.
import type { Role } from "../../protocol/roles.ts";
import type { SystemKind } from "../../protocol/shapes.ts";
import { withoutDeputy, withoutHost } from "../estates/estate.ts";
import { isOriginalOf } from "../estates/keys.ts";
import { memberOf, type Room, setRole, withEstate } from "../rooms.ts";
import { authorOf, type Desk, deskOf } from "./host.ts";
import { giveKey } from "./naming.ts";
import type { Asking, Handler } from "./handler.ts";

/** No host can take the role from another; the last one cannot leave it. */
export const memberRole: Handler<"member:role"> = (asking, { id, role }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { open, me, from } = desk;
  const target = memberOf(open.room, id);
  if (target === undefined) return "no-such-member";
  if (target.role === role) return {};
  if (id === me.id) return stepDown(asking, { desk, role });
  if (target.role === "host") return "not-allowed";
  const { hub } = asking;
  const isKeyed = role === "host" || role === "deputy";
  const refusal = isKeyed ? giveKey(hub, { open, id, role }) : null;
  if (refusal !== null) return refusal;
  hub.update(open, {
    change: (room) => setRole(role === "deputy" ? room : withoutKey(room, id), { id, role }),
  });
  hub.say(open, { saying: { kind: NAMED[role], of: authorOf(target) }, from });
  return {};
};

const NAMED = {
  host: "namedHost",
  deputy: "namedDeputy",
  member: "namedMember",
  guest: "namedGuest",
} as const satisfies Record<Role, SystemKind>;

/** Whoever is a deputy no more has no key of one. */
function withoutKey(room: Room, id: string): Room {
  return room.estate === null ? room : withEstate(room, withoutDeputy(room.estate, id));
}

function stepDown({ hub }: Asking, { desk, role }: { desk: Desk; role: Role }) {
  const { open, estate, me, from } = desk;
  const others = open.room.members.some(({ id, role }) => role === "host" && id !== me.id);
  if (!others || role === "deputy") return "not-allowed"; // a deputy is named by another
  const isOriginal = (hash: string) => isOriginalOf(open.room.name, hash);
  const after = withoutHost(estate, { member: me.id, isOriginal });
  hub.update(open, { change: (room) => setRole(withEstate(room, after), { id: me.id, role }) });
  hub.say(open, { saying: { kind: "steppedDown" }, from });
  return {};
}
