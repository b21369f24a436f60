// member:media: somebody switched a microphone, a camera or a screen.
import { setMedia } from "../rooms.ts";
import type { Handler } from "./handler.ts";

/** Tells the room what the sender is sending now. */
export const memberMedia: Handler<"member:media"> = ({ hub, sender }, media) => {
  if (sender.place === null) return "not-in-room";
  const { open, member: id } = sender.place;
  hub.update(open, { change: (room) => setMedia(room, { id, media }) });
  return {};
};
