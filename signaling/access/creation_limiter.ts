// Limits how many rooms the server remembers for one address: rooms that it made or decided about.

/** Rooms within a minute from one address. */
export const ROOMS_PER_MINUTE = 20;
/** Rooms within a day from one address. */
export const ROOMS_PER_DAY = 500;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
/** Addresses to remember; the one whose day began first goes first. */
const MAX_ADDRESSES = 20_000;

interface Count {
  minute: { began: number; rooms: number };
  day: { began: number; rooms: number };
}

/** Counts by address, in steady milliseconds. */
export class CreationLimiter {
  readonly #counts = new Map<string, Count>();

  /** Takes one room; false when there are none left. An unknown address is not counted. */
  take(address: string, now: number): boolean {
    if (address === "") return true;
    const { minute, day } = this.#countOf(address, now);
    if (now - minute.began >= MINUTE_MS) Object.assign(minute, { began: now, rooms: 0 });
    if (minute.rooms >= ROOMS_PER_MINUTE || day.rooms >= ROOMS_PER_DAY) return false;
    minute.rooms += 1;
    day.rooms += 1;
    return true;
  }

  /** Gives one back that was just taken: the server need not remember the room after all. */
  giveBack(address: string): void {
    const count = this.#counts.get(address);
    if (count === undefined) return;
    count.minute.rooms = Math.max(0, count.minute.rooms - 1);
    count.day.rooms = Math.max(0, count.day.rooms - 1);
  }

  #countOf(address: string, now: number): Count {
    const known = this.#counts.get(address);
    if (known !== undefined && now - known.day.began < DAY_MS) return known;
    this.#counts.delete(address); // to the end of the order
    const count = { minute: { began: now, rooms: 0 }, day: { began: now, rooms: 0 } };
    this.#counts.set(address, count);
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > MAX_ADDRESSES && oldest !== undefined) this.#counts.delete(oldest);
    return count;
  }
}
