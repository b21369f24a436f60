// How much one address may ask for: new connections and requests per second, and whose turn it is.

/** A bucket of tokens per address; an address that nobody tells ("") is not counted. */
export interface RateOptions {
  /** Tokens at once. */
  burst: number;
  /** Tokens that flow back per second. */
  perSecond: number;
  /** Milliseconds that no setting of the clock moves. */
  steady: () => number;
}

/** Addresses that are remembered; beyond it those with a full bucket are forgotten. */
export const MAX_ADDRESSES = 50_000;

/** Counts by address key. */
export class AddressRates {
  readonly #options: RateOptions;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(options: RateOptions) {
    this.#options = options;
  }

  /** Takes so many tokens; false when there are too few, and then nothing is taken. */
  take(key: string, cost: number): boolean {
    if (key === "") return true;
    const bucket = this.#refilled(key);
    if (bucket.tokens < cost) return false;
    bucket.tokens -= cost;
    return true;
  }

  /** Takes so many tokens, whether they are there or not. */
  charge(key: string, cost: number): void {
    if (key !== "") this.#refilled(key).tokens -= cost;
  }

  /** Addresses in mind. */
  get size(): number {
    return this.#buckets.size;
  }

  #refilled(key: string): { tokens: number; at: number } {
    const { burst, perSecond, steady } = this.#options;
    const now = steady();
    const known = this.#buckets.get(key);
    const tokens = known === undefined
      ? burst
      : Math.min(burst, known.tokens + (now - known.at) / 1_000 * perSecond);
    const bucket = known ?? { tokens, at: now };
    bucket.tokens = tokens;
    bucket.at = now;
    this.#buckets.delete(key); // the one that was seen last stands last
    if (this.#buckets.size >= MAX_ADDRESSES) this.#forgetOldest();
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}

/** Requests of one address that may wait for their turn. */
export const MAX_WAITING = 600;
/** Requests that may wait for their turn in all. */
export const MAX_WAITING_IN_ALL = 10_000;
/** A handler that takes longer waits for somebody else and lets the next one begin. */
const TURN_MS = 20;
/** Work that took longer is followed by a pause as long as itself. */
const SHORT_MS = 1;

/**
 * Lets handlers begin one after the other, the addresses in turn, and everything else of the event
 * loop in between: rendering pages, however many are asked for, takes at most half of the time.
 */
export class FairTurns {
  readonly #waiting = new Map<string, (() => void)[]>();
  #count = 0;
  #busy = false;
  /** When the pause after the last work is over (steady milliseconds). */
  #freeAt = 0;

  /** Does the work when its turn comes; null when too many wait already. */
  take<T>(key: string, work: () => T | Promise<T>): Promise<T> | null {
    const mine = this.#waiting.get(key) ?? [];
    if (mine.length >= MAX_WAITING || this.#count >= MAX_WAITING_IN_ALL) return null;
    return new Promise<T>((resolve, reject) => {
      const begin = () => void this.#perform(async () => await work()).then(resolve, reject);
      if (!this.#busy && performance.now() >= this.#freeAt) return begin();
      mine.push(begin);
      this.#waiting.set(key, mine);
      this.#count += 1;
      if (!this.#busy) this.#pause();
    });
  }

  async #perform<T>(work: () => Promise<T>): Promise<T> {
    this.#busy = true;
    const start = performance.now();
    let isOver = false;
    const over = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(late);
      const now = performance.now();
      const took = now - start;
      this.#freeAt = took < SHORT_MS ? now : now + Math.min(took, TURN_MS);
      if (this.#count > 0) this.#pause();
      else this.#busy = false;
    };
    const late = setTimeout(over, TURN_MS);
    try {
      return await work();
    } finally {
      setImmediate(over); // what is made of the answer counts, too: copies, writes, garbage
    }
  }

  /** Lets everything else of the event loop happen before the next one begins. */
  #pause(): void {
    this.#busy = true;
    const rest = this.#freeAt - performance.now();
    if (rest > 0) setTimeout(() => this.#next(), rest);
    else setImmediate(() => this.#next());
  }

  #next(): void {
    this.#busy = false;
    const [first] = this.#waiting;
    if (first === undefined) return;
    const [key, mine] = first;
    const begin = mine.shift();
    this.#count -= 1;
    this.#waiting.delete(key);
    if (mine.length > 0) this.#waiting.set(key, mine); // now the last in the row
    begin?.();
  }
}
