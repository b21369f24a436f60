// Limits how often one address may try wrong passwords or invitations.

/** Wrong tries of one address for one room within {@link WINDOW_MS}. */
export const TRIES_PER_ADDRESS = 5;
export const WINDOW_MS = 60_000;
/** Rooms that one address may try wrongly within {@link WINDOW_MS}. */
export const ROOMS_PER_ADDRESS = 20;
/** Addresses to count; beyond this the limiter forgets the one that tried least recently. */
export const MAX_ADDRESSES = 20_000;

interface Counter {
  tries: number;
  /** When it starts anew, in steady milliseconds. */
  until: number;
}

/** Who tries, and at what; `address` is our mark of it. */
interface Try {
  room: string;
  address: string;
}

/**
 * Counts wrong tries by address and room, never by room alone, so that strangers cannot lock out
 * people who know the password.
 */
export class AttemptLimiter {
  /** The address that has tried least recently stands first. */
  readonly #byAddress = new Map<string, Map<string, Counter>>();
  readonly #perAddress: number;

  constructor({ perAddress = TRIES_PER_ADDRESS }: { perAddress?: number } = {}) {
    this.#perAddress = perAddress;
  }

  /** Takes one try at time `now` (steady milliseconds); false when there are none left. */
  take({ room, address }: Try, now: number): boolean {
    const rooms = this.#roomsOf(address);
    const known = rooms.get(room);
    if (known !== undefined && known.until > now) {
      if (known.tries >= this.#perAddress) return false;
      known.tries += 1;
      return true;
    }
    rooms.delete(room);
    if (rooms.size >= ROOMS_PER_ADDRESS) forgetPast(rooms, now);
    if (rooms.size >= ROOMS_PER_ADDRESS) return false;
    rooms.set(room, { tries: 1, until: now + WINDOW_MS });
    return true;
  }

  /** The try was right: it does not count. */
  giveBack({ room, address }: Try, now: number): void {
    const rooms = this.#byAddress.get(address);
    const counter = rooms?.get(room);
    if (rooms === undefined || counter === undefined || counter.until <= now) return;
    counter.tries -= 1;
    if (counter.tries <= 0) rooms.delete(room);
    if (rooms.size === 0) this.#byAddress.delete(address);
  }

  /** Addresses that are counted. */
  get size(): number {
    return this.#byAddress.size;
  }

  /** The counters of an address, which is now the one that tried last. */
  #roomsOf(address: string): Map<string, Counter> {
    const rooms = this.#byAddress.get(address) ?? new Map<string, Counter>();
    this.#byAddress.delete(address);
    const [oldest] = this.#byAddress.keys();
    if (oldest !== undefined && this.#byAddress.size >= MAX_ADDRESSES) {
      this.#byAddress.delete(oldest);
    }
    this.#byAddress.set(address, rooms);
    return rooms;
  }
}

function forgetPast(rooms: Map<string, Counter>, now: number): void {
  for (const [room, { until }] of rooms) if (until <= now) rooms.delete(room);
}
