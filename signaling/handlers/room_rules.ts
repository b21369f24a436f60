// room:rules: a host locks or opens the room, gives rights or takes them away.
import { allowedMedia, changed, type Estate, rightsChanged } from "../estates/estate.ts";
import { type Room, setMedia, withEstate } from "../rooms.ts";
import { deskOf } from "./host.ts";
import type { Handler } from "./handler.ts";

/** What somebody may not send any more is off at once; whoever waits comes in when it is opened. */
export const roomRules: Handler<"room:rules"> = (asking, { locked, rights }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { hub } = asking;
  const { open, estate, from } = desk;
  const turned = rightsChanged(estate.rights, rights);
  if (locked === estate.locked && turned.length === 0) return {};
  const after = changed(estate, { locked, rights });
  hub.update(open, { change: (room) => withoutForbidden(withEstate(room, after), after) });
  if (locked !== estate.locked) {
    hub.say(open, { saying: { kind: locked ? "locked" : "unlocked" }, from });
  }
  for (const { right, given } of turned) {
    hub.say(open, { saying: { kind: given ? "allowed" : "forbade", right }, from });
  }
  if (!locked) hub.reception.openDoor(open);
  return {};
};

function withoutForbidden(room: Room, estate: Estate): Room {
  return room.members.reduce((changing, { id, media, role, rights }) => {
    const allowed = allowedMedia(estate, { role, rights, wanted: media, now: media });
    return setMedia(changing, { id, media: allowed });
  }, room);
}
