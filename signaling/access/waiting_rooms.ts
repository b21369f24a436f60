// Who waits for which room. Nothing of the room is sent to them.
import { MAX_WAITING, MAX_WAITING_PER_ADDRESS } from "../../protocol/limits.ts";
import type { Wait, Waiting } from "../../protocol/roles.ts";
import type { ClientConnection } from "../room/connection.ts";

/** Each connection waits for one room at most. */
export class WaitingRooms {
  readonly #byRoom = new Map<string, Map<ClientConnection, Waiting>>();
  #count = 0;
  /** What the server told each waiting connection last. */
  readonly #told = new WeakMap<ClientConnection, Wait>();

  /** Begins to wait; false when too many wait, in all or from this address. Asking again changes the name only. */
  add(connection: ClientConnection, { room, ...waiting }: Waiting & { room: string }): boolean {
    if (connection.waiting !== null && connection.waiting !== room) this.remove(connection);
    const all = this.#byRoom.get(room) ?? new Map<ClientConnection, Waiting>();
    const known = all.get(connection);
    if (known === undefined && !hasRoom(all, connection)) return false;
    if (known === undefined) this.#count += 1;
    all.set(connection, known === undefined ? waiting : { ...known, name: waiting.name });
    this.#byRoom.set(room, all);
    connection.waiting = room;
    this.#told.delete(connection); // may be a new page, or another room
    return true;
  }

  /** Whether this is news for the connection; notes that it was told. */
  isNews(connection: ClientConnection, wait: Wait): boolean {
    const told = this.#told.get(connection);
    this.#told.set(connection, wait);
    return told?.reason !== wait.reason || told.attended !== wait.attended;
  }

  /** Ends the wait; gives the room, null if there was no wait. */
  remove(connection: ClientConnection): string | null {
    const { waiting: room } = connection;
    if (room === null) return null;
    connection.waiting = null;
    this.#count -= 1;
    const all = this.#byRoom.get(room);
    all?.delete(connection);
    if (all?.size === 0) this.#byRoom.delete(room);
    return room;
  }

  /** Who waits for a room, the first to come first. */
  of(room: string): [connection: ClientConnection, waiting: Waiting][] {
    return [...this.#byRoom.get(room) ?? []];
  }

  /** How many wait in all. */
  count(): number {
    return this.#count;
  }
}

/** An unknown address has no limit: a server that knows none is not open to the internet. */
function hasRoom(
  all: ReadonlyMap<ClientConnection, Waiting>,
  { address }: ClientConnection,
): boolean {
  if (all.size >= MAX_WAITING) return false;
  if (address === "") return true;
  const own = [...all.keys()].filter((connection) => connection.address === address).length;
  return own < MAX_WAITING_PER_ADDRESS;
}
