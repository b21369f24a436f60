// room:rules: a host locks or opens the room, gives rights or takes them away.
import { allowedMedia, changed, rightsChanged, type RoomAccess } from "../room/room_access.ts";
import { type Room, setMedia, withAccess } from "../room/room.ts";
import { hostContextOf } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** What somebody may not send any more is off at once; whoever waits comes in when it is opened. */
export const roomRules: Handler<"room:rules"> = (asking, { locked, rights }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { directory } = asking;
  const { open, access, from } = host;
  const turned = rightsChanged(access.rights, rights);
  if (locked === access.locked && turned.length === 0) return {};
  const after = changed(access, { locked, rights });
  directory.update(open, { change: (room) => withoutForbidden(withAccess(room, after), after) });
  if (locked !== access.locked) {
    directory.say(open, { saying: { kind: locked ? "locked" : "unlocked" }, from });
  }
  for (const { right, given } of turned) {
    directory.say(open, { saying: { kind: given ? "allowed" : "forbade", right }, from });
  }
  if (!locked) directory.admission.unlock(open);
  return {};
};

function withoutForbidden(room: Room, access: RoomAccess): Room {
  return room.members.reduce((changing, { id, media, role, rights }) => {
    const allowed = allowedMedia(access, { role, rights, wanted: media, now: media });
    return setMedia(changing, { id, media: allowed });
  }, room);
}
