// One connection, as the monitor sees it.
import type { Sampled } from "./stats_sampler.ts";

/** What the monitor asks of a connection. */
export interface MonitoredConnection extends Sampled {
  /** The other side says that it sends something. */
  readonly expected: boolean;
  /** The server does not hear the other side. */
  readonly away: boolean;
  /** Changes with every packet. */
  mark(): number;
  /** Bytes that have arrived so far. */
  bytes(): Promise<number>;
  /** Looks for a new path; even if the present search has only just begun, where `now` is set. */
  restart(how?: { now?: boolean }): void;
  /** Makes it anew if its two ends have long been unable to agree. */
  restartStuckNegotiation?(): void;
}
