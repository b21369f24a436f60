// room:rules: a host locks or opens the room, and gives everybody rights or takes them away.
import { allowedMedia, changed, rightsChanged, type RoomAccess } from "../room/room_access.ts";
import { type Room, setMedia, withAccess } from "../room/room.ts";
import type { HostHandler } from "./handler.ts";

/** Media that members may no longer send are off at once; an opened room admits everybody who waits. */
export const roomRules: HostHandler<"room:rules"> = (context, { locked, rights }) => {
  const { directory, room, access, from } = context;
  const turned = rightsChanged(access.rights, rights);
  if (locked === access.locked && turned.length === 0) return {};
  const after = changed(access, { locked, rights });
  room.update((before) => withoutForbidden(withAccess(before, after), after));
  if (locked !== access.locked) {
    room.say({ saying: { kind: locked ? "locked" : "unlocked" }, from });
  }
  for (const { right, given } of turned) {
    room.say({ saying: { kind: given ? "allowed" : "forbade", right }, from });
  }
  if (!locked) directory.admission.unlock(room);
  return {};
};

function withoutForbidden(room: Room, access: RoomAccess): Room {
  return room.members.reduce((changing, { id, media, role, rights }) => {
    const allowed = allowedMedia(access, { role, rights, wanted: media, now: media });
    return setMedia(changing, { id, media: allowed });
  }, room);
}
