// How often somebody may try a password or an invitation that was wrong.

/** Tries within {@link WINDOW_MS} from one address at one room. */
export const TRIES_PER_ADDRESS = 5;
/** The same from everywhere together. */
export const TRIES_PER_ROOM = 30;
export const WINDOW_MS = 60_000;
/** Counters that are kept; beyond it those whose time is over go, then all. */
const MAX_COUNTERS = 20_000;

interface Counter {
  tries: number;
  /** When it starts anew, in steady milliseconds. */
  until: number;
}

/** Tries within {@link WINDOW_MS}. */
interface Limits {
  /** From one address at one room. */
  perAddress: number;
  /** From everywhere together. */
  perRoom: number;
}

/** Counts tries by room and address. */
export class Attempts {
  readonly #counters = new Map<string, Counter>();
  readonly #limits: Limits;

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = { perAddress: TRIES_PER_ADDRESS, perRoom: TRIES_PER_ROOM, ...limits };
  }

  /** Takes one try at time `now` (steady milliseconds); false when there are none left. */
  take({ room, address }: { room: string; address: string }, now: number): boolean {
    const own = this.#counterOf(JSON.stringify([room, address]), now);
    const all = this.#counterOf(JSON.stringify([room]), now);
    if (own.tries >= this.#limits.perAddress || all.tries >= this.#limits.perRoom) return false;
    own.tries += 1;
    all.tries += 1;
    return true;
  }

  /** It was right: who knows the password may try it as often as they like. */
  giveBack({ room, address }: { room: string; address: string }, now: number): void {
    for (const key of [JSON.stringify([room, address]), JSON.stringify([room])]) {
      const counter = this.#counterOf(key, now);
      counter.tries = Math.max(0, counter.tries - 1);
    }
  }

  #counterOf(key: string, now: number): Counter {
    const known = this.#counters.get(key);
    if (known !== undefined && known.until > now) return known;
    if (this.#counters.size >= MAX_COUNTERS) this.#tidy(now);
    const counter = { tries: 0, until: now + WINDOW_MS };
    this.#counters.set(key, counter);
    return counter;
  }

  #tidy(now: number): void {
    for (const [key, { until }] of this.#counters) if (until <= now) this.#counters.delete(key);
    if (this.#counters.size >= MAX_COUNTERS) this.#counters.clear();
  }
}
