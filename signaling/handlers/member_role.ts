// member:role: a host names another host, a member or a guest, or steps down.
import type { ErrorCode } from "../../protocol/errors.ts";
import type { Role } from "../../protocol/roles.ts";
import type { SystemKind } from "../../protocol/shapes.ts";
import { hasHostPlace, withHost, withoutHost } from "../estates/estate.ts";
import { hashOf, isOriginalOf, newKey } from "../estates/keys.ts";
import { memberOf, setRole, withEstate } from "../rooms.ts";
import { authorOf, type Desk, deskOf } from "./host.ts";
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
  const refusal = role === "host" ? nameHost(asking, { desk, id }) : null;
  if (refusal !== null) return refusal;
  asking.hub.update(open, { change: (room) => setRole(room, { id, role }) });
  asking.hub.say(open, { saying: { kind: NAMED[role], of: authorOf(target) }, from });
  return {};
};

const NAMED = {
  host: "namedHost",
  member: "namedMember",
  guest: "namedGuest",
} as const satisfies Record<Role, SystemKind>;

/** A new host gets a key of their own, which nobody else ever sees; they must be there to take it. */
function nameHost(
  { hub }: Asking,
  { desk, id }: { desk: Desk; id: string },
): ErrorCode | null {
  const { open, estate } = desk;
  const visitor = open.present.get(id);
  if (visitor === undefined) return "no-such-member";
  if (!hasHostPlace(estate)) return "too-many";
  const key = newKey();
  const after = withHost(estate, { hash: hashOf(key), member: id });
  hub.update(open, { change: (room) => withEstate(room, after) });
  visitor.outlet.notify("host:key", { key });
  return null;
}

function stepDown({ hub }: Asking, { desk, role }: { desk: Desk; role: Role }) {
  const { open, estate, me, from } = desk;
  const others = open.room.members.some(({ id, role }) => role === "host" && id !== me.id);
  if (!others) return "not-allowed";
  const isOriginal = (hash: string) => isOriginalOf(open.room.name, hash);
  const after = withoutHost(estate, { member: me.id, isOriginal });
  hub.update(open, { change: (room) => setRole(withEstate(room, after), { id: me.id, role }) });
  hub.say(open, { saying: { kind: "steppedDown" }, from });
  return {};
}
