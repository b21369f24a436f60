// member:media: somebody switched a microphone, a camera or a screen.
import { allowedMedia } from "../estates/estate.ts";
import { memberOf, sameMedia, setMedia } from "../rooms.ts";
import type { Handler } from "./handler.ts";

/** Tells the room what the sender is sending now. */
export const memberMedia: Handler<"member:media"> = ({ hub, sender }, media) => {
  if (sender.place === null) return "not-in-room";
  const { open, member: id } = sender.place;
  const me = memberOf(open.room, id);
  if (me === undefined) return "not-in-room";
  const { role, rights, media: now } = me;
  const allowed = allowedMedia(open.room.estate, { role, rights, wanted: media, now });
  if (!sameMedia(allowed, media)) return "not-allowed";
  hub.update(open, { change: (room) => setMedia(room, { id, media }) });
  return {};
};
