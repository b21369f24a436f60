// room:title: a host gives the room a title, or takes it away.
import { changed } from "../room/room_access.ts";
import { withAccess } from "../room/room.ts";
import type { HostHandler } from "./handler.ts";

/** The server shows it inside and outside the room; in a room with a key it is encrypted. */
export const roomTitle: HostHandler<"room:title"> = ({ room, access }, { title }) => {
  if (title === access.title) return {};
  room.update((before) => withAccess(before, changed(access, { title })));
  return {};
};
