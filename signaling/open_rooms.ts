// The open rooms by name, who opened them, and which one goes when there is no place for another.
import type { ErrorCode } from "../protocol/errors.ts";
import type { RoomSettings } from "./settings.ts";
import type { ClientConnection, OpenRoom } from "./room/connection.ts";

/** What of the settings bounds the rooms. */
export type RoomBounds = Pick<RoomSettings, "roomsLimit" | "addressRooms">;

/** All rooms of a hub. Rooms in which nobody is connected take no place from others. */
export class OpenRooms {
  readonly #bounds: RoomBounds;
  readonly #rooms = new Map<string, OpenRoom>();
  /** Rooms without members, the one that fell asleep first in front. */
  readonly #asleep = new Set<OpenRoom>();
  /** The rooms that each address opened, the oldest in front. */
  readonly #byMaker = new Map<string, Set<OpenRoom>>();

  constructor(bounds: RoomBounds) {
    this.#bounds = bounds;
  }

  get(name: string): OpenRoom | undefined {
    return this.#rooms.get(name);
  }

  values(): IteratorObject<OpenRoom> {
    return this.#rooms.values();
  }

  /** Rooms without members. */
  get asleep(): number {
    return this.#asleep.size;
  }

  /** Whether there is no place for a room that others would have to go for. */
  get isFull(): boolean {
    return this.#rooms.size >= this.#bounds.roomsLimit && !this.values().some(isDeserted);
  }

  /** Why this visitor cannot open a room, were they to leave theirs; null if they can. */
  problemOf(
    { membership: place, address }: ClientConnection,
  ): ErrorCode & ("server-full" | "address-full") | null {
    const left = place !== null && place.open.present.size === 1 ? place.open : null;
    const isHeld = (open: OpenRoom) => open.present.size > 0 && open !== left;
    if (this.#ownIsFull(address) && this.#ownOf(address).every(isHeld)) return "address-full";
    const isFull = this.#rooms.size >= this.#bounds.roomsLimit;
    return isFull && this.values().every(isHeld) ? "server-full" : null;
  }

  /** The room that has to go for another one of this address; null if there is place. */
  surplus(address: string): OpenRoom | null {
    if (this.#ownIsFull(address)) return this.#ownOf(address).find(isDeserted) ?? null;
    if (this.#rooms.size < this.#bounds.roomsLimit) return null;
    const [longest] = this.#asleep;
    return longest ?? this.#desertedOfMost();
  }

  /** Keeps a room that this address opened; "" when nobody tells. */
  add(open: OpenRoom, address: string): void {
    this.#rooms.set(open.room.name, open);
    if (address === "") return;
    open.maker = address;
    const own = this.#byMaker.get(address) ?? new Set();
    this.#byMaker.set(address, own.add(open));
  }

  /** Notes whether a room has members. */
  setAsleep(open: OpenRoom, isAsleep: boolean): void {
    if (isAsleep) this.#asleep.add(open);
    else this.#asleep.delete(open);
  }

  delete(open: OpenRoom): void {
    this.#rooms.delete(open.room.name);
    this.#asleep.delete(open);
    const own = this.#byMaker.get(open.maker);
    own?.delete(open);
    if (own?.size === 0) this.#byMaker.delete(open.maker);
  }

  #ownIsFull(address: string): boolean {
    const { addressRooms = 0 } = this.#bounds;
    return addressRooms > 0 && (this.#byMaker.get(address)?.size ?? 0) >= addressRooms;
  }

  #ownOf(address: string): OpenRoom[] {
    return [...this.#byMaker.get(address) ?? []];
  }

  /** The oldest of those that whoever opened most has left. */
  #desertedOfMost(): OpenRoom | null {
    let found: OpenRoom | null = null;
    let most = 0;
    for (const open of this.#rooms.values()) {
      if (!isDeserted(open)) continue;
      const count = this.#byMaker.get(open.maker)?.size ?? 1;
      if (count > most) [found, most] = [open, count];
    }
    return found;
  }
}

/** Whether nobody is connected, though members may come back. */
function isDeserted(open: OpenRoom): boolean {
  return open.present.size === 0;
}
