// How many connections one address may hold, and how fast it may make new ones.

/** Handshakes at once, as a multiple of the connections that may be open: after a restart all come. */
const BURST_FACTOR = 3;
/** The same that flow back per second. */
const FLOW_FACTOR = 0.2;
/** Handshakes that an address loses for a connection that had to be cut, as the same multiple. */
const PUNISHMENT_FACTOR = 0.3;
/** Addresses without a connection that are kept in mind; more are forgotten at once. */
const MAX_QUIET = 10_000;

interface Caller {
  open: number;
  tokens: number;
  at: number;
}

/** Counts by address key. An address that nobody tells ("") is not counted. */
export class Door {
  readonly #limit: number;
  readonly #callers = new Map<string, Caller>();

  /** `limit`: connections that one address may hold; 0 = any number. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether one more may come from this address at time `now` (milliseconds). */
  mayEnter(key: string, now: number): boolean {
    if (this.#limit === 0 || key === "") return true;
    const caller = this.#callerOf(key, now);
    const full = this.#limit * BURST_FACTOR;
    const seconds = Math.max(0, now - caller.at) / 1_000;
    caller.tokens = Math.min(full, caller.tokens + seconds * this.#limit * FLOW_FACTOR);
    caller.at = now;
    if (caller.open >= this.#limit || caller.tokens < 1) return false;
    caller.tokens -= 1;
    return true;
  }

  /** A connection was made. */
  opened(key: string, now: number): void {
    if (key !== "") this.#callerOf(key, now).open += 1;
  }

  /** A connection of this address had to be cut: it may not simply come again, as fast as it can. */
  punish(key: string, now: number): void {
    if (key !== "") this.#callerOf(key, now).tokens -= this.#limit * PUNISHMENT_FACTOR;
  }

  /** It is gone. */
  closed(key: string): void {
    const caller = this.#callers.get(key);
    if (caller !== undefined) caller.open = Math.max(0, caller.open - 1);
  }

  /** Addresses in mind. */
  get size(): number {
    return this.#callers.size;
  }

  #callerOf(key: string, now: number): Caller {
    const known = this.#callers.get(key);
    if (known !== undefined) return known;
    if (this.#callers.size >= MAX_QUIET) this.#forgetQuiet();
    const caller = { open: 0, tokens: this.#limit * BURST_FACTOR, at: now };
    this.#callers.set(key, caller);
    return caller;
  }

  #forgetQuiet(): void {
    for (const [key, { open }] of this.#callers) if (open === 0) this.#callers.delete(key);
  }
}
