// member:media: a member switched microphone, camera or screen.
import { allowedMedia } from "../room/room_access.ts";
import { sameMedia, setMedia } from "../room/room.ts";
import type { MemberHandler } from "./handler.ts";

/** Tells the room what the sender sends now. */
export const memberMedia: MemberHandler<"member:media"> = ({ room, me }, media) => {
  const { id, role, rights, media: now } = me;
  const allowed = allowedMedia(room.access, { role, rights, wanted: media, now });
  if (!sameMedia(allowed, media)) return "not-allowed";
  room.update((before) => setMedia(before, { id, media }));
  return {};
};
