// Where what was typed into home's field leads, so that no secret in it goes to the server. Pure.
import { readFields, readRoomLink, roomPath } from "@/protocol/room_link.ts";

/** Where to go; what to ask the server about; or that it carries a secret that leads nowhere. */
export type Destination =
  | { kind: "room"; path: string }
  | { kind: "ask"; typed: string }
  | { kind: "secret" };

/** The server has words for every mistake, and is told no more of it than it needs for them. */
export function whereTo(typed: string): Destination {
  const link = readRoomLink(typed);
  if (link !== null) return { kind: "room", path: roomPath(link) };
  if (Object.keys(readFields(typed)).length > 0) return { kind: "secret" };
  // Of an address that nobody could read only the server's name: the rest may hide a key.
  return { kind: "ask", typed: /[\w+.-]+:\/\/[^\s/?#]*/.exec(typed)?.[0] ?? typed };
}
