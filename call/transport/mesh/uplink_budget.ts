// The budget for all pictures of this page, kept up to date with the statistics of its connections.
import type { Clock } from "../../ports.ts";
import type { StatsTotals } from "../monitor/network_quality.ts";
import { beginUplink, nextUplink, type UplinkState } from "./uplink_controller.ts";
import { UplinkObserver } from "./uplink_observer.ts";
import { nextRedundancy, NO_REDUNDANCY, type Redundancy } from "./voice_redundancy.ts";
import { isShort, nextShortage, NO_SHORTAGE, type Shortage } from "./uplink_shortage.ts";

/** What was sent before a change arrives, and is reported, later than the change: in milliseconds. */
const SETTLE_MS = 500;
/** Between two notes of the value, in milliseconds. */
const SAVE_MS = 10_000;

/** The last value on this network, in bit/s. */
export interface UplinkMemory {
  load(): number | null;
  save(rate: number): void;
}

export interface UplinkBudgetOptions {
  clock: Pick<Clock, "steady">;
  memory: UplinkMemory;
  /** Where nothing is known of the network, in bit/s. */
  first: number;
  onChange(): void;
}

export class UplinkBudget {
  readonly #options: UplinkBudgetOptions;
  readonly #observer = new UplinkObserver();
  #state: UplinkState;
  #shortage: Shortage = NO_SHORTAGE;
  readonly #redundancies = new Map<string, Redundancy>();
  #savedAt: number;

  constructor(options: UplinkBudgetOptions) {
    this.#options = options;
    const { clock, memory, first } = options;
    this.#savedAt = clock.steady();
    this.#state = beginUplink({ known: memory.load(), first }, this.#savedAt);
  }

  /** For all pictures together, in bit/s. */
  get rate(): number {
    return this.#state.budget;
  }

  /** Whether it carries hardly more than voices. */
  get isShort(): boolean {
    return isShort(this.#shortage, this.#options.clock.steady());
  }

  /** Whether packets to this member are lost, and not because there are too many. */
  isLossy(id: string): boolean {
    return this.#redundancies.get(id)?.isOn ?? false;
  }

  /** What the statistics of a connection count now. */
  note(id: string, totals: StatsTotals): void {
    const now = this.#options.clock.steady();
    this.#observer.note(id, totals, now);
    const path = this.#observer.pathOf(id);
    if (path !== null) {
      const before = this.#redundancies.get(id) ?? NO_REDUNDANCY;
      this.#redundancies.set(id, nextRedundancy(before, { now, ...path }));
    }
    const reading = this.#observer.read(now, this.#state.changedAt + SETTLE_MS);
    if (reading === null) return;
    const before = this.#state;
    this.#state = nextUplink(before, reading);
    this.#shortage = nextShortage(this.#shortage, { before, after: this.#state, now });
    if (this.#state.budget !== before.budget) this.#options.onChange();
    if (now - this.#savedAt < SAVE_MS) return;
    this.#savedAt = now;
    this.#options.memory.save(this.#state.budget);
  }

  /** Another connection, or none: what was counted says nothing of it. */
  forget(id: string): void {
    this.#observer.forget(id);
    this.#redundancies.delete(id);
  }
}
