// Who may use the HTTP API: whoever has its key, and not whoever tries many.
import { createHash, timingSafeEqual } from "node:crypto";
import { AttemptLimiter, WINDOW_MS } from "../../signaling/mod.ts";
import { Refusal } from "./errors.ts";

/** Seconds after which it is worth trying again. */
export const RETRY_S = WINDOW_MS / 1_000;

/** Who asks. */
export interface Caller {
  /** What counts as one client; see `addressKey`. */
  address: string;
  authorization: string | null;
}

/** Five wrong keys a minute from one address; then even the right one has to wait. */
export class ApiKeyCheck {
  readonly #hash: Uint8Array;
  readonly #attempts = new AttemptLimiter();
  readonly #now: () => number;

  /** `now` is in milliseconds that no setting of the clock moves. */
  constructor(key: string, now: () => number = () => performance.now()) {
    this.#hash = hashOf(key);
    this.#now = now;
  }

  /** Null for who may come in. */
  refuse({ address, authorization }: Caller): Refusal | null {
    const shown = /^Bearer (.{1,512})$/.exec(authorization ?? "")?.[1];
    if (shown === undefined) return new Refusal("unauthorized"); // nobody guesses like that
    const now = this.#now();
    const who = { room: "", address };
    if (!this.#attempts.take(who, now)) return new Refusal("too-fast");
    if (!timingSafeEqual(hashOf(shown), this.#hash)) return new Refusal("unauthorized");
    this.#attempts.giveBack(who, now);
    return null;
  }
}

/** Of one length, so that comparing takes the same time whatever was shown. */
function hashOf(key: string): Uint8Array {
  return createHash("sha256").update(`juz api ${key}`).digest();
}
