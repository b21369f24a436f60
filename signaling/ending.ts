// The end of a call for everybody in it.
import type { Author } from "../protocol/shapes.ts";
import { changed, type Estate } from "./estates/estate.ts";
import type { Hub } from "./hub.ts";
import { type Room, withEstate } from "./rooms.ts";
import type { OpenRoom } from "./visitor.ts";

/**
 * Sends everybody off and forgets the room's chat and seats; nobody comes in again before a host
 * does, and who waits goes on waiting. `by` is null when it was no member.
 */
export function endRoom(
  hub: Hub,
  { open, estate, by }: { open: OpenRoom; estate: Estate; by: Author | null },
): void {
  for (const visitor of [...open.present.values()]) {
    hub.standUp(visitor);
    visitor.outlet.notify("room:ended", { by });
  }
  const after = changed(estate, { closed: true });
  const empty = (room: Room) => ({ ...withEstate(room, after), members: [] });
  open.seats = [];
  hub.replace(open, empty(open.room));
  hub.free(open, { isEnded: true });
}

/** The same for a room in which nobody is: nobody of before a restart comes back to its call. */
export function endUnopened(hub: Hub, room: string): void {
  hub.revival.bury(room, null);
  hub.calls.end(room);
  hub.chats.forget(room);
}
