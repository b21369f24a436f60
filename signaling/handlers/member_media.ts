// member:media: somebody switched a microphone, a camera or a screen.
import { allowedMedia } from "../room/room_access.ts";
import { memberOf, sameMedia, setMedia } from "../room/room.ts";
import type { Handler } from "./handler.ts";

/** Tells the room what the sender is sending now. */
export const memberMedia: Handler<"member:media"> = ({ directory, sender }, media) => {
  if (sender.membership === null) return "not-in-room";
  const { open, member: id } = sender.membership;
  const me = memberOf(open.room, id);
  if (me === undefined) return "not-in-room";
  const { role, rights, media: now } = me;
  const allowed = allowedMedia(open.room.access, { role, rights, wanted: media, now });
  if (!sameMedia(allowed, media)) return "not-allowed";
  directory.update(open, { change: (room) => setMedia(room, { id, media }) });
  return {};
};
