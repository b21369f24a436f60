// Who subscribes to the count of which room, before joining. The room need not be open.
import type { ServerEventPayloads } from "../protocol/events.ts";
import type { RoomAccess } from "./room/room_access.ts";
import { isRecorded } from "./room/recordings.ts";
import { count, type Room } from "./room/room.ts";
import type { ClientConnection } from "./room/connection.ts";

/** Each connection subscribes to one room at most. */
export class CountSubscribers {
  readonly #byRoom = new Map<string, Set<ClientConnection>>();
  #count = 0;

  /** Begins a subscription and ends an earlier one. */
  add(connection: ClientConnection, room: string): void {
    this.remove(connection);
    connection.watching = room;
    const subscribers = this.#byRoom.get(room) ?? new Set();
    this.#byRoom.set(room, subscribers.add(connection));
    this.#count += 1;
  }

  /** Ends a subscription, if there is one. */
  remove(connection: ClientConnection): void {
    const { watching } = connection;
    if (watching === null) return;
    connection.watching = null;
    this.#count -= 1;
    const subscribers = this.#byRoom.get(watching);
    subscribers?.delete(connection);
    if (subscribers?.size === 0) this.#byRoom.delete(watching);
  }

  /** Those who subscribe to this room. */
  of(room: string): Iterable<ClientConnection> {
    return this.#byRoom.get(room) ?? [];
  }

  /** Tells them a number. */
  tell(room: string, counted: ServerEventPayloads["room:count"]): void {
    for (const connection of this.of(room)) {
      connection.sink.notify("room:count", counted);
    }
  }

  /** How many rooms somebody subscribes to. */
  get rooms(): number {
    return this.#byRoom.size;
  }

  /** How many connections subscribe to a room. */
  count(): number {
    return this.#count;
  }
}

/**
 * What a subscriber is told of a room that may not be open; of a locked one its title, and whether it
 * is recorded: who comes in has to know that before.
 */
export function countIn(
  { name, room, access, limit }: {
    name: string;
    room: Pick<Room, "members" | "access"> | undefined;
    access: RoomAccess | null;
    limit: number;
  },
): ServerEventPayloads["room:count"] {
  const title = access?.title ?? null;
  const inside = room ?? { members: [], access };
  const recording = isRecorded(inside) ? { recording: true as const } : {};
  return { room: name, count: countFor(inside), limit, title, ...recording };
}

/** Whether those who count a room are told of a change; of a locked one not that somebody comes or goes. */
export function isCountChanged(
  before: Pick<Room, "members" | "access">,
  after: Pick<Room, "members" | "access">,
): boolean {
  return before.access?.title !== after.access?.title ||
    isRecorded(before) !== isRecorded(after) || countFor(before) !== countFor(after);
}

/** How many are inside, for those outside; null when it is none of their business. */
function countFor({ members, access }: Pick<Room, "members" | "access">): number | null {
  const isPrivate = access !== null && (access.locked || access.closed || access.password !== null);
  return isPrivate ? null : count({ members });
}
