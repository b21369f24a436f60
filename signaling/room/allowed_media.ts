// Nobody sends what they may not: holds for every state of a room, whatever changed it.
import { allowedMedia } from "./room_access.ts";
import { type Room, sameMedia, setMedia } from "./room.ts";

/** The room without cameras and screens of those who have no right to them. A microphone stays on. */
export function withAllowedMedia(room: Room): Room {
  return room.members.reduce((changing, { id, media: now, role, rights }) => {
    const media = allowedMedia(room.access, { role, rights, wanted: now, now });
    return sameMedia(media, now) ? changing : setMedia(changing, { id, media });
  }, room);
}
