// The end of a call for everybody in it.
import type { Author } from "../../protocol/shapes.ts";
import { changed, type RoomAccess } from "./room_access.ts";
import type { RoomDirectory } from "../room_directory.ts";
import { type Room, withAccess } from "./room.ts";
import type { OpenRoom } from "./connection.ts";

/**
 * Sends everybody off and forgets the room's chat and seats; nobody comes in again before a host
 * does, and who waits goes on waiting. `by` is null when it was no member.
 */
export function endRoom(
  directory: RoomDirectory,
  { open, access, by }: { open: OpenRoom; access: RoomAccess; by: Author | null },
): void {
  for (const connection of [...open.present.values()]) {
    directory.detach(connection);
    connection.sink.notify("room:ended", { by });
  }
  const after = changed(access, { closed: true });
  const empty = (room: Room) => ({ ...withAccess(room, after), members: [] });
  open.seats = [];
  directory.replace(open, empty(open.room));
  directory.free(open, { isEnded: true });
}

/** The same for a room in which nobody is: nobody of before a restart comes back to its call. */
export function endUnopened(directory: RoomDirectory, room: string): void {
  directory.recovery.addTombstone(room, null);
  directory.calls.end(room);
  directory.chats.forget(room);
}
