// room:title: a host gives the room a title, or takes it away.
import { changed } from "../room/room_access.ts";
import { withAccess } from "../room/room.ts";
import { hostContextOf } from "./host_context.ts";
import type { Handler } from "./handler.ts";

/** Everybody inside and before the room reads it; in a room with a key it is sealed. */
export const roomTitle: Handler<"room:title"> = (asking, { title }) => {
  const host = hostContextOf(asking);
  if (typeof host === "string") return host;
  const { open, access } = host;
  if (title === access.title) return {};
  asking.directory.update(open, { change: (room) => withAccess(room, changed(access, { title })) });
  return {};
};
