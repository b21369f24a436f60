// The names of the server's events at run time; TypeScript refuses a table that lacks one.
import type { ServerEventName } from "@/protocol/events.ts";

const TABLE: Record<ServerEventName, 0> = {
  "room:state": 0,
  "room:count": 0,
  "chat:line": 0,
  "member:reacted": 0,
  "member:typing": 0,
  "peer:offer": 0,
  "peer:answer": 0,
  "peer:ice": 0,
  "peer:ack": 0,
  "media:published": 0,
  "media:offer": 0,
  "member:replaced": 0,
  "admission:pending": 0,
  "admission:answer": 0,
  "admission:waiting": 0,
  "member:muted": 0,
  "member:unmute": 0,
  "member:unshare": 0,
  "host:key": 0,
  "member:removed": 0,
  "room:ended": 0,
};

/** Every event that the server may send. */
export const SERVER_EVENT_NAMES = Object.keys(TABLE) as ServerEventName[];
