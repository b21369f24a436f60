// room:title: a host gives the room a title, or takes it away.
import { changed } from "../estates/estate.ts";
import { withEstate } from "../rooms.ts";
import { deskOf } from "./host.ts";
import type { Handler } from "./handler.ts";

/** Everybody inside and before the room reads it; in a room with a key it is sealed. */
export const roomTitle: Handler<"room:title"> = (asking, { title }) => {
  const desk = deskOf(asking);
  if (typeof desk === "string") return desk;
  const { open, estate } = desk;
  if (title === estate.title) return {};
  asking.hub.update(open, { change: (room) => withEstate(room, changed(estate, { title })) });
  return {};
};
