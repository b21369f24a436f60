// One connection, as the monitor sees it.
import type { StatsTotals } from "./network_quality.ts";
import type { Sampled } from "./quality_sampler.ts";

/** What the monitor asks of a connection. */
export interface MonitoredConnection extends Sampled {
  /** Whether the other side says that it sends something. */
  readonly expected: boolean;
  /** Whether it comes in few packets, and hardly any in pauses of speech. */
  readonly sparse?: boolean;
  /** Whether the server does not hear the other side. */
  readonly away: boolean;
  /** What its statistics count. */
  totals(): Promise<StatsTotals>;
  /** Looks for a new path; with `now` even if the present search has only just begun. */
  restart(how?: { now?: boolean }): void;
  /** Makes the connection anew if its two ends have long been unable to agree. */
  restartStuckNegotiation?(): void;
}
