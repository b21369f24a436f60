// Whether this computer is overloaded: then paths and people are more often slow than dead.
import type { ConnectionRecord } from "./connection_record.ts";

/** Statistics that come so late are those of an overloaded computer and prove nothing. */
const LATE_MS = 400;
/** So long after a sign of it the computer counts as overloaded, in milliseconds. */
const OVERLOADED_MS = 5_000;
/** A path that is down gets so long then to come back by itself. */
const PATH_MS = 3_000;
/** And two ends get so long to agree. */
const AGREED_MS = 30_000;

/** Collects the signs; times are steady milliseconds. */
export class OverloadDetector {
  #at = -Infinity;

  /** This page was kept waiting. */
  note(now: number): void {
    this.#at = now;
  }

  /** Whether statistics came in time; that they did not is a sign. */
  isInTime(asked: number, now: number): boolean {
    if (now - asked < LATE_MS) return true;
    this.note(now);
    return false;
  }

  /** Whether a path is dead, by what the browser says: an overloaded one misses answers that have come. */
  isDead({ downSince }: ConnectionRecord, state: RTCPeerConnectionState, now: number): boolean {
    if (downSince === null) return false;
    return state === "failed" || !this.#isOverloaded(now) || now - downSince >= PATH_MS;
  }

  /** Whether two ends that have not agreed may be helped. */
  mayHelp({ startedAt }: ConnectionRecord, now: number): boolean {
    return !this.#isOverloaded(now) || now - startedAt >= AGREED_MS;
  }

  #isOverloaded(now: number): boolean {
    return now - this.#at < OVERLOADED_MS;
  }
}
