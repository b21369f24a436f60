// Fetches what limits pictures and voices once there are statistics to measure by, or somebody saves data.
import type { Demand } from "../demand.ts";
import type { StatsTotals } from "../monitor/network_quality.ts";
import type { EncodingPlan, Receiver } from "./encoding_limits.ts";
import type { MeasuredLimits, MeasuredLimitsOptions } from "./measured_limits.ts";

/** After so many attempts the limits stay as they are. */
const MOST_ATTEMPTS = 3;

/** `MeasuredLimits` that come while a call is young. */
export class LazyMeasuredLimits {
  readonly #options: MeasuredLimitsOptions;
  #limits: MeasuredLimits | null = null;
  #isLoading = false;
  #attempts = 0;

  constructor(options: MeasuredLimitsOptions) {
    this.#options = options;
  }

  /** For all pictures together, in bit/s. */
  get rate(): number {
    return this.#limits?.rate ?? this.#options.memory.load() ?? this.#options.first;
  }

  /** Of what is planned, as much as this computer can do. */
  spared(plan: EncodingPlan, receivers: ReadonlyMap<string, Receiver>): EncodingPlan {
    return this.#limits?.spared(plan, receivers) ?? plan;
  }

  /** What to ask for where all of it may be too much for this computer. */
  eased(demand: Demand): Demand {
    return this.#limits?.eased(demand) ?? demand;
  }

  /** A member's description, as this page goes by it. */
  shape(id: string, sdp: string, type: "offer" | "answer"): string {
    return this.#limits?.shape(id, sdp, type) ?? sdp;
  }

  /** Members or connections have changed, or what voices are like; not usual ones need the limits. */
  update({ isNeeded }: { isNeeded: boolean }): void {
    this.#limits?.update();
    if (isNeeded) this.#ensure();
  }

  note(id: string, totals: StatsTotals): void {
    this.#limits?.note(id, totals);
    this.#ensure();
  }

  #ensure(): void {
    const isMissing = this.#limits === null && !this.#isLoading;
    if (isMissing && this.#attempts < MOST_ATTEMPTS) void this.#load();
  }

  forget(id: string): void {
    this.#limits?.forget(id);
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    this.#attempts += 1;
    try {
      const { MeasuredLimits } = await import("./measured_limits.ts");
      this.#limits = new MeasuredLimits(this.#options);
    } catch {
      // Without a network there is nothing to find out; the next statistics ask again.
    } finally {
      this.#isLoading = false;
    }
  }
}
