// Nobody sends what they may not: holds for every state of a room, whatever changed it.
import { allowedMedia, hasRight } from "./room_access.ts";
import { type Room, sameMedia, setMedia, setRecording } from "./room.ts";

/** The room without cameras, screens and recordings of those who have no right to them. A microphone stays on. */
export function withAllowedMedia(room: Room): Room {
  return room.members.reduce((before, { id, media: now, recording, role, rights }) => {
    const mayRecord = hasRight(room.access, { role, rights, right: "record" });
    const isForbidden = recording !== undefined && !mayRecord;
    const changing = isForbidden ? setRecording(before, { id, now: null }) : before;
    const media = allowedMedia(room.access, { role, rights, wanted: now, now });
    return sameMedia(media, now) ? changing : setMedia(changing, { id, media });
  }, room);
}
