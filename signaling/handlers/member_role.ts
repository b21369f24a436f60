// member:role: a host names another host, a member or a guest, or steps down.
import type { Role } from "../../protocol/roles.ts";
import type { SystemKind } from "../../protocol/shapes.ts";
import { withoutDeputy, withoutHost } from "../room/room_access.ts";
import { isOriginalOf } from "../access/host_keys.ts";
import { authorOf, memberOf, type Room, setRole, withAccess } from "../room/room.ts";
import { grantHostKey } from "./grant_host_key.ts";
import type { HostContext, HostHandler } from "./handler.ts";

/** No host can take the role from another host; the last host cannot step down. */
export const memberRole: HostHandler<"member:role"> = (context, { id, role }) => {
  const { room, me, from } = context;
  const target = memberOf(room, id);
  if (target === undefined) return "no-such-member";
  if (target.role === role) return {};
  if (id === me.id) return stepDown(context, role);
  if (target.role === "host") return "not-allowed";
  const isKeyed = role === "host" || role === "deputy";
  const refusal = isKeyed ? grantHostKey(room, { id, role }) : null;
  if (refusal !== null) return refusal;
  room.update((before) =>
    setRole(role === "deputy" ? before : withoutKey(before, id), { id, role })
  );
  room.say({ saying: { kind: NAMED[role], of: authorOf(target) }, from });
  return {};
};

const NAMED = {
  host: "namedHost",
  deputy: "namedDeputy",
  member: "namedMember",
  guest: "namedGuest",
} as const satisfies Record<Role, SystemKind>;

/** Takes the key of a deputy from a member who is none any more. */
function withoutKey(room: Room, id: string): Room {
  return room.access === null ? room : withAccess(room, withoutDeputy(room.access, id));
}

function stepDown({ directory, room, access, me, from }: HostContext, role: Role) {
  const others = room.members.some(({ id, role }) => role === "host" && id !== me.id);
  if (!others || role === "deputy") return "not-allowed"; // only another host names a deputy
  const isOriginal = (hash: string) => isOriginalOf(room.name, hash);
  const after = withoutHost(access, { member: me.id, isOriginal });
  for (const { hash, member } of access.hosts) {
    if (member === me.id) directory.recovery.noteKey(room.name, { hash, member: null });
  }
  room.update((before) => setRole(withAccess(before, after), { id: me.id, role }));
  room.say({ saying: { kind: "steppedDown" }, from });
  return {};
}
