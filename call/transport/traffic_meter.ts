// How many bytes have gone to each member and come from them, over all connections there were.
import type { StatsTotals } from "./monitor/network_quality.ts";

/** Bytes, up and down. */
export interface Traffic {
  readonly up: number;
  readonly down: number;
}

/** What the connection in use has counted so far, and how long its way takes there and back, in ms. */
export interface CountedTraffic extends Traffic {
  readonly roundTrip?: number | null;
  /** As the other side's newest report shows it. */
  readonly reportedTrip?: number | null;
  /** All that was counted, of a connection from page to page. */
  readonly totals?: StatsTotals;
}

/** Adds up what connections count: each begins at nothing again. */
export class TrafficMeter {
  readonly #counted = new Map<string, Traffic>();
  readonly #sums = new Map<string, Traffic>();

  /** What the connection in use has counted so far; the answer is the sum with those before it. */
  note(id: string, { up, down }: Traffic): Traffic {
    const before = this.#counted.get(id);
    const goesOn = before !== undefined && up >= before.up && down >= before.down;
    const since = goesOn ? before : { up: 0, down: 0 };
    const { up: sent, down: received } = this.#sums.get(id) ?? { up: 0, down: 0 };
    const sum = { up: sent + up - since.up, down: received + down - since.down };
    this.#counted.set(id, { up, down });
    this.#sums.set(id, sum);
    return sum;
  }

  /** Another call begins. */
  clear(): void {
    this.#counted.clear();
    this.#sums.clear();
  }
}
