// By which way the media of a room travel.
import type { SfuMode } from "../../protocol/sfu.ts";
import type { Room } from "./room.ts";

/** Lets media travel another way; null from page to page. */
export function withMode(room: Room, mode: SfuMode | null): Room {
  const { media, ...rest } = room;
  if (media?.epoch === mode?.epoch) return room;
  return { ...rest, version: room.version + 1, ...(mode && { media: mode }) };
}
