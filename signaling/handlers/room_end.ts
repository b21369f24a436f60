// room:end: a host ends the call for everybody.
import { changed } from "../estates/estate.ts";
import { type Room, withEstate } from "../rooms.ts";
import { deskOf } from "./host.ts";
import type { Handler } from "./handler.ts";

/** Nobody comes in again before a host does; who waits goes on waiting. */
export const roomEnd: Handler<"room:end"> = (asking) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { hub } = asking;
  const { open, estate, from: by } = desk;
  for (const visitor of [...open.present.values()]) {
    hub.standUp(visitor);
    visitor.outlet.notify("room:ended", { by });
  }
  const after = changed(estate, { closed: true });
  const empty = (room: Room) => ({ ...withEstate(room, after), members: [] });
  open.seats = [];
  hub.replace(open, empty(open.room));
  hub.free(open);
  return {};
};
