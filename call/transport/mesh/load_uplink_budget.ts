// Fetches what keeps the uplink's budget once there are statistics to keep it by.
import type { StatsTotals } from "../monitor/network_quality.ts";
import type { UplinkBudget, UplinkBudgetOptions } from "./uplink_budget.ts";

/** After so many attempts the budget stays as it is. */
const MOST_ATTEMPTS = 3;

/** An `UplinkBudget` that comes while a call is young. */
export class LazyUplinkBudget {
  readonly #options: UplinkBudgetOptions;
  #budget: UplinkBudget | null = null;
  #isLoading = false;
  #attempts = 0;

  constructor(options: UplinkBudgetOptions) {
    this.#options = options;
  }

  /** For all pictures together, in bit/s. */
  get rate(): number {
    return this.#budget?.rate ?? this.#options.memory.load() ?? this.#options.first;
  }

  note(id: string, totals: StatsTotals): void {
    if (this.#budget !== null) return this.#budget.note(id, totals);
    if (!this.#isLoading && this.#attempts < MOST_ATTEMPTS) void this.#load();
  }

  forget(id: string): void {
    this.#budget?.forget(id);
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    this.#attempts += 1;
    try {
      const { UplinkBudget } = await import("./uplink_budget.ts");
      this.#budget = new UplinkBudget(this.#options);
    } catch {
      // Without a network there is nothing to find out; the next statistics ask again.
    } finally {
      this.#isLoading = false;
    }
  }
}
