// Which room an event is about.
import type { CheckedEvent } from "../gateway/event_router.ts";

/** Events by which a connection comes to a room; all others are about the room where it is. */
const COMING: ReadonlySet<string> = new Set(["room:watch", "room:join", "room:unlock"]);

/** What such an event says: the room, and whether the person opens it anew, if it is not open. */
export interface NamedRoom {
  readonly room: string;
  readonly isNew: boolean;
}

/** The room to which an event brings its sender; null for events about the room where the sender is. */
export function roomNamed({ name, payload }: CheckedEvent): NamedRoom | null {
  if (!COMING.has(name)) return null;
  const { room, seat } = payload as { room: string; seat?: string };
  return { room, isNew: seat === undefined };
}

/** Events that any process answers. */
export function isOfNoRoom({ name }: CheckedEvent): boolean {
  return name === "echo:send";
}
