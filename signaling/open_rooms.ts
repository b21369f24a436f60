// The open rooms by name, the addresses that opened them, and which room goes when there are too many.
import type { ErrorCode } from "../protocol/errors.ts";
import type { RoomSettings } from "./room_settings.ts";
import type { ClientConnection } from "./room/connection.ts";
import { type LiveRoom, membershipOf } from "./room/live_room.ts";

/** The settings that limit the rooms. */
export type RoomBounds = Pick<RoomSettings, "roomsLimit" | "addressRooms">;

/** All rooms of a server. A room in which nobody is connected gives way to another. */
export class OpenRooms {
  readonly #bounds: RoomBounds;
  readonly #rooms = new Map<string, LiveRoom>();
  /** Rooms without members, the one that became idle first in front. */
  readonly #idle = new Set<LiveRoom>();
  /** The rooms that each address opened, the oldest in front. */
  readonly #byMaker = new Map<string, Set<LiveRoom>>();

  /** Called when a room is here no more. There is one listener. */
  onDeleted: ((name: string) => void) | null = null;

  constructor(bounds: RoomBounds) {
    this.#bounds = bounds;
  }

  get(name: string): LiveRoom | undefined {
    return this.#rooms.get(name);
  }

  values(): IteratorObject<LiveRoom> {
    return this.#rooms.values();
  }

  /** Rooms without members. */
  get idle(): number {
    return this.#idle.size;
  }

  /** Whether no further room fits, and none may give way. */
  get isFull(): boolean {
    return this.#rooms.size >= this.#bounds.roomsLimit && !this.values().some(isDeserted);
  }

  /** Why this connection cannot open a room, were they to leave theirs; null if they can. */
  problemOf(
    connection: ClientConnection,
  ): ErrorCode & ("server-full" | "address-full") | null {
    const { address } = connection;
    const own = membershipOf(connection)?.room;
    const left = own?.connections.size === 1 ? own : null;
    const isHeld = (room: LiveRoom) => room.connections.size > 0 && room !== left;
    if (this.#ownIsFull(address) && this.#ownOf(address).every(isHeld)) return "address-full";
    const isFull = this.#rooms.size >= this.#bounds.roomsLimit;
    return isFull && this.values().every(isHeld) ? "server-full" : null;
  }

  /** The room that has to give way to another one of this address; null if none has to. */
  surplus(address: string): LiveRoom | null {
    if (this.#ownIsFull(address)) return this.#ownOf(address).find(isDeserted) ?? null;
    if (this.#rooms.size < this.#bounds.roomsLimit) return null;
    const [longest] = this.#idle;
    return longest ?? this.#desertedOfMost();
  }

  /** Keeps a room, which counts as its maker's. */
  add(room: LiveRoom): void {
    this.#rooms.set(room.name, room);
    if (room.maker === "") return;
    const own = this.#byMaker.get(room.maker) ?? new Set();
    this.#byMaker.set(room.maker, own.add(room));
  }

  /** Notes whether a room has members. */
  setIdle(room: LiveRoom, isIdle: boolean): void {
    if (isIdle) this.#idle.add(room);
    else this.#idle.delete(room);
  }

  delete(room: LiveRoom): void {
    this.#rooms.delete(room.name);
    this.#idle.delete(room);
    const own = this.#byMaker.get(room.maker);
    own?.delete(room);
    if (own?.size === 0) this.#byMaker.delete(room.maker);
    this.onDeleted?.(room.name);
  }

  #ownIsFull(address: string): boolean {
    const { addressRooms = 0 } = this.#bounds;
    return addressRooms > 0 && (this.#byMaker.get(address)?.size ?? 0) >= addressRooms;
  }

  #ownOf(address: string): LiveRoom[] {
    return [...this.#byMaker.get(address) ?? []];
  }

  /** Of the address that opened most rooms, the oldest one in which nobody is connected. */
  #desertedOfMost(): LiveRoom | null {
    let found: LiveRoom | null = null;
    let most = 0;
    for (const room of this.#rooms.values()) {
      if (!isDeserted(room)) continue;
      const count = this.#byMaker.get(room.maker)?.size ?? 1;
      if (count > most) [found, most] = [room, count];
    }
    return found;
  }
}

/** Whether nobody is connected, though members may come back. */
function isDeserted(room: LiveRoom): boolean {
  return room.connections.size === 0;
}
