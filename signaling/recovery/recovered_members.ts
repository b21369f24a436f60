// What of a snapshot's members holds against the room as it is now.
import { ROLES } from "../../protocol/roles.ts";
import type { ClientConnection } from "../room/connection.ts";
import type { LiveRoom } from "../room/live_room.ts";
import type { RoomAccess } from "../room/room_access.ts";
import type { CallMember } from "./call_members.ts";
import type { RoomSnapshot } from "./room_snapshot.ts";
import { loweredRole } from "./snapshot_merge.ts";

/** Whether a member returned in this run and has left since. */
export function hasLeft(room: LiveRoom | undefined, id: string): boolean {
  return (room?.values.inherited.has(id) ?? false) &&
    !room?.seats.some(({ member }) => member === id);
}

/** No earlier snapshot brings back a role that the member lost in this run. */
export function withRoleNow(member: CallMember, room: LiveRoom | undefined): CallMember {
  const now = room === undefined ? null : loweredRole(room.values, member.id);
  if (now === null) return member;
  const { role } = member;
  return ROLES.indexOf(now) < ROLES.indexOf(role) ? { ...member, role: now } : member;
}

/** Members who came since the start and who may stay by what the snapshot says. */
export function staying(
  { room, snapshot, before, access }: {
    room: LiveRoom | undefined;
    snapshot: RoomSnapshot;
    before: RoomAccess | null;
    access: RoomAccess | null;
  },
): CallMember[] {
  if (room === undefined) return [];
  const isNew = (id: string) =>
    !room.values.inherited.has(id) && !snapshot.seats.some(({ member }) => member === id);
  return room.members.filter(({ id }) => isNew(id)).flatMap(
    ({ id, media: { mic } }): CallMember[] => {
      const key = before?.hosts.find(({ member }) => member === id);
      const isHost = key !== undefined && access?.hosts.some(({ hash }) => hash === key.hash);
      if (isHost) return [{ id, role: "host", inside: true, mic, key: null }];
      const isDeputy = before?.deputies.some(({ member, hash }) =>
        member === id && access?.deputies.some((deputy) => deputy.hash === hash)
      );
      if (isDeputy) return [{ id, role: "deputy", inside: true, mic, key: null }];
      if (isShut(access, room.connections.get(id))) return [];
      return [{ id, role: "guest", inside: true, mic, key: null }];
    },
  );
}

/** Whether somebody without a key or an invitation would have to wait. */
function isShut(access: RoomAccess | null, connection: ClientConnection | undefined): boolean {
  if (access === null) return false;
  const address = connection?.address ?? "";
  const isSuspect = address !== "" && access.bans.some((ban) => ban.address === address);
  return access.locked || access.closed || access.password !== null || isSuspect;
}
