// room:rules: a host locks or opens the room, and gives everybody rights or takes them away.
import { changed, rightsChanged } from "../room/room_access.ts";
import { withAccess } from "../room/room.ts";
import type { HostHandler } from "./handler.ts";

/** Media that members may no longer send are off at once; an opened room admits everybody who waits. */
export const roomRules: HostHandler<"room:rules"> = (context, { locked, rights }) => {
  const { directory, room, access, from } = context;
  const turned = rightsChanged(access.rights, rights);
  if (locked === access.locked && turned.length === 0) return {};
  const after = changed(access, { locked, rights });
  room.update((before) => withAccess(before, after));
  if (locked !== access.locked) {
    room.say({ saying: { kind: locked ? "locked" : "unlocked" }, from });
  }
  for (const { right, given } of turned) {
    room.say({ saying: { kind: given ? "allowed" : "forbade", right }, from });
  }
  if (!locked) directory.admission.unlock(room);
  return {};
};
