// How many connections one address may hold, how fast it may make new ones, how much they get.

/** Handshakes at once, as a multiple of the connections that may be open: after a restart all come. */
const BURST_FACTOR = 3;
/** The same that flow back per second. */
const FLOW_FACTOR = 0.2;
/** What of both is left to an address under suspicion. */
const SUSPECT_HANDSHAKES = { burst: 0.5, flow: 0.1 };
/** How long an address is under suspicion after one of its connections was cut, in milliseconds. */
const SUSPICION_MS = 60_000;
/** Addresses without a connection that are kept in mind; beyond it the oldest is forgotten. */
const MAX_QUIET = 10_000;

/** Why no further connection may come from an address. */
export type ConnectionRefusal = "address-full" | "address-fast";

interface Caller {
  open: number;
  tokens: number;
  at: number;
  /** Until when new connections of this address get less, in milliseconds. */
  suspectUntil: number;
}

/** Counts by address key. An address that nobody tells ("") is not counted. */
export class ConnectionLimiter {
  readonly #limit: number;
  readonly #callers = new Map<string, Caller>();

  /** `limit`: connections that one address may hold; 0 = any number. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Why no further connection may come from this address at time `now` (milliseconds), if so. */
  problemOf(key: string, now: number): ConnectionRefusal | null {
    if (this.#limit === 0 || key === "") return null;
    const caller = this.#callerOf(key, now);
    const { burst, flow } = isSuspicious(caller, now)
      ? SUSPECT_HANDSHAKES
      : { burst: BURST_FACTOR, flow: FLOW_FACTOR };
    const seconds = Math.max(0, now - caller.at) / 1_000;
    caller.tokens = Math.min(burst, flow * seconds + caller.tokens / this.#limit) * this.#limit;
    caller.at = now;
    if (caller.open >= this.#limit) return "address-full";
    return caller.tokens < 1 ? "address-fast" : null;
  }

  /** The same, and counts the one that comes if it may. */
  enter(key: string, now: number): ConnectionRefusal | null {
    const problem = this.problemOf(key, now);
    if (problem === null && this.#limit !== 0 && key !== "") this.#callerOf(key, now).tokens -= 1;
    return problem;
  }

  /** A connection was made. */
  opened(key: string, now: number): void {
    if (key !== "") this.#callerOf(key, now).open += 1;
  }

  /**
   * A connection of this address had to be cut. New ones come more slowly and get less from now on,
   * but they come, however often it happens: behind the same address may be a whole school.
   */
  suspect(key: string, now: number): void {
    if (key !== "") this.#callerOf(key, now).suspectUntil = now + SUSPICION_MS;
  }

  /** Whether new connections of this address are to get less. */
  isSuspect(key: string, now: number): boolean {
    const caller = this.#callers.get(key);
    return caller !== undefined && isSuspicious(caller, now);
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
    const caller = { open: 0, tokens: this.#limit * BURST_FACTOR, at: now, suspectUntil: 0 };
    this.#callers.set(key, caller);
    return caller;
  }

  #forgetQuiet(): void {
    for (const [key, { open }] of this.#callers) {
      if (open > 0) continue;
      this.#callers.delete(key);
      if (this.#callers.size < MAX_QUIET) return; // the others keep what is counted
    }
  }
}

/** A clock that was set back makes no suspicion longer. */
function isSuspicious({ suspectUntil }: Caller, now: number): boolean {
  return suspectUntil > now && suspectUntil <= now + SUSPICION_MS;
}
