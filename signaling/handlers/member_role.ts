// member:role: a host names another host, a member or a guest, or steps down.
import type { Role } from "../../protocol/roles.ts";
import type { SystemKind } from "../../protocol/shapes.ts";
import { withoutDeputy, withoutHost } from "../room/room_access.ts";
import { isOriginalOf } from "../access/host_keys.ts";
import { memberOf, type Room, setRole, withAccess } from "../room/room.ts";
import { authorOf, type HostContext, hostContextOf } from "./host_context.ts";
import { giveKey } from "./grant_host_key.ts";
import type { Handler, HandlerContext } from "./handler.ts";

/** No host can take the role from another; the last one cannot leave it. */
export const memberRole: Handler<"member:role"> = (asking, { id, role }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { open, me, from } = host;
  const target = memberOf(open.room, id);
  if (target === undefined) return "no-such-member";
  if (target.role === role) return {};
  if (id === me.id) return stepDown(asking, { host, role });
  if (target.role === "host") return "not-allowed";
  const { directory } = asking;
  const isKeyed = role === "host" || role === "deputy";
  const refusal = isKeyed ? giveKey(directory, { open, id, role }) : null;
  if (refusal !== null) return refusal;
  directory.update(open, {
    change: (room) => setRole(role === "deputy" ? room : withoutKey(room, id), { id, role }),
  });
  directory.say(open, { saying: { kind: NAMED[role], of: authorOf(target) }, from });
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
  return room.access === null ? room : withAccess(room, withoutDeputy(room.access, id));
}

function stepDown(
  { directory }: HandlerContext,
  { host, role }: { host: HostContext; role: Role },
) {
  const { open, access, me, from } = host;
  const others = open.room.members.some(({ id, role }) => role === "host" && id !== me.id);
  if (!others || role === "deputy") return "not-allowed"; // a deputy is named by another
  const isOriginal = (hash: string) => isOriginalOf(open.room.name, hash);
  const after = withoutHost(access, { member: me.id, isOriginal });
  for (const { hash, member } of access.hosts) {
    if (member === me.id) directory.recovery.noteKey(open.room.name, { hash, member: null });
  }
  directory.update(open, {
    change: (room) => setRole(withAccess(room, after), { id: me.id, role }),
  });
  directory.say(open, { saying: { kind: "steppedDown" }, from });
  return {};
}
