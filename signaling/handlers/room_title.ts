// room:title: a host gives the room a title, or takes it away.
import { changed } from "../room/room_access.ts";
import { withAccess } from "../room/room.ts";
import type { HostHandler } from "./handler.ts";

/** Everybody inside and outside reads it; in a room with an encryption key it is encrypted. */
export const roomTitle: HostHandler<"room:title"> = ({ room, access }, { title }) => {
  if (title === access.title) return {};
  room.update((before) => withAccess(before, changed(access, { title })));
  return {};
};
