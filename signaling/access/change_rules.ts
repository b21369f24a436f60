// What holds in a room for everybody who is no host, and how those inside hear of a change.
import type { Rights } from "../../protocol/rights.ts";
import type { Author } from "../../protocol/shapes.ts";
import type { LiveRoom } from "../room/live_room.ts";
import { changed, rightsChanged, type RoomAccess } from "../room/room_access.ts";
import { withAccess } from "../room/room.ts";

export interface RoomRules {
  locked: boolean;
  rights: Rights;
}

/** Whose rules, and in whose name they change. */
export interface RulesContext {
  room: LiveRoom;
  access: RoomAccess;
  from: Author;
}

/** Media that members may no longer send are off at once. Answers whether who waits is to be let in. */
export function changeRules(
  { room, access, from }: RulesContext,
  { locked, rights }: RoomRules,
): { isOpened: boolean } {
  const turned = rightsChanged(access.rights, rights);
  if (locked === access.locked && turned.length === 0) return { isOpened: false };
  const after = changed(access, { locked, rights });
  room.update((before) => withAccess(before, after));
  if (locked !== access.locked) {
    room.say({ saying: { kind: locked ? "locked" : "unlocked" }, from });
  }
  for (const { right, given } of turned) {
    room.say({ saying: { kind: given ? "allowed" : "forbade", right }, from });
  }
  return { isOpened: !locked };
}
