// Limits how many connections one address may hold, and how fast it may open new ones.

/** Handshakes at once, as a multiple of the open connections allowed: after a restart all clients come. */
const BURST_FACTOR = 3;
/** Handshakes that become available per second, as the same multiple. */
const FLOW_FACTOR = 0.2;
/** Both for an address under suspicion. */
const SUSPECT_HANDSHAKES = { burst: 0.5, flow: 0.1 };
/** How long an address is under suspicion after the server cut one of its connections, in milliseconds. */
const SUSPICION_MS = 60_000;
/** Addresses without a connection to remember; beyond this the limiter forgets the oldest. */
const MAX_QUIET = 10_000;

/** Why no further connection may come from an address. */
export type ConnectionRefusal = "address-full" | "address-fast";

interface Caller {
  open: number;
  tokens: number;
  at: number;
  /** Until when the address is under suspicion, in milliseconds. */
  suspectUntil: number;
}

/** Counts by address key. It does not count an unknown address (""). */
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

  /** The same, and counts the connection if it may come. */
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
   * The server cut a connection of this address. New ones come more slowly from now on and may send
   * less, but they come: a whole school may be behind one address.
   */
  suspect(key: string, now: number): void {
    if (key !== "") this.#callerOf(key, now).suspectUntil = now + SUSPICION_MS;
  }

  /** Whether new connections of this address may send less than usual. */
  isSuspect(key: string, now: number): boolean {
    const caller = this.#callers.get(key);
    return caller !== undefined && isSuspicious(caller, now);
  }

  /** A connection is gone. */
  closed(key: string): void {
    const caller = this.#callers.get(key);
    if (caller !== undefined) caller.open = Math.max(0, caller.open - 1);
  }

  /** Number of addresses that the limiter remembers. */
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

/** Whether the suspicion still holds; a clock that was set back does not prolong it. */
function isSuspicious({ suspectUntil }: Caller, now: number): boolean {
  return suspectUntil > now && suspectUntil <= now + SUSPICION_MS;
}
