// Who watches which room from its lobby. A room need not be open to be watched.
import type { ServerEventPayloads } from "../protocol/events.ts";
import type { RoomAccess } from "./room/room_access.ts";
import { count, type Room } from "./room/room.ts";
import type { ClientConnection } from "./room/connection.ts";

/** Each visitor watches one room at most. */
export class CountSubscribers {
  readonly #byRoom = new Map<string, Set<ClientConnection>>();
  #count = 0;

  /** Begins a watch and ends an earlier one. */
  add(connection: ClientConnection, room: string): void {
    this.remove(connection);
    connection.watching = room;
    const watchers = this.#byRoom.get(room) ?? new Set();
    this.#byRoom.set(room, watchers.add(connection));
    this.#count += 1;
  }

  /** Ends a watch, if there is one. */
  remove(connection: ClientConnection): void {
    const { watching } = connection;
    if (watching === null) return;
    connection.watching = null;
    this.#count -= 1;
    const watchers = this.#byRoom.get(watching);
    watchers?.delete(connection);
    if (watchers?.size === 0) this.#byRoom.delete(watching);
  }

  /** Those who watch this room. */
  of(room: string): Iterable<ClientConnection> {
    return this.#byRoom.get(room) ?? [];
  }

  /** Tells them a number. */
  tell(room: string, counted: ServerEventPayloads["room:count"]): void {
    for (const connection of this.of(room)) {
      connection.sink.notify("room:count", counted);
    }
  }

  /** How many rooms are watched. */
  get rooms(): number {
    return this.#byRoom.size;
  }

  /** How many visitors watch a room. */
  count(): number {
    return this.#count;
  }
}

/** What a watcher is told of a room that may not be open; of one with a door its title alone. */
export function countIn(
  { name, room, access, limit }: {
    name: string;
    room: Pick<Room, "members" | "access"> | undefined;
    access: RoomAccess | null;
    limit: number;
  },
): ServerEventPayloads["room:count"] {
  const title = access?.title ?? null;
  return { room: name, count: countFor(room ?? { members: [], access }), limit, title };
}

/** How many are inside, for those outside; null when it is none of their business. */
export function countFor({ members, access }: Pick<Room, "members" | "access">): number | null {
  const isPrivate = access !== null && (access.locked || access.closed || access.password !== null);
  return isPrivate ? null : count({ members });
}
