// What the network and this computer carry, kept up to date with the statistics of all connections,
// and what follows from that for voices.
import type { Pressure } from "../../ports.ts";
import type { Demand } from "../demand.ts";
import type { StatsTotals } from "../monitor/network_quality.ts";
import { type CpuState, nextCpu, NOT_SPARED } from "./cpu_controller.ts";
import { easedDemand, sparedPlan } from "./cpu_effort.ts";
import type { EncodingPlan, Receiver } from "./encoding_limits.ts";
import { CpuObserver, pressedBy } from "./cpu_observer.ts";
import { UplinkBudget, type UplinkBudgetOptions } from "./uplink_budget.ts";
import { VoiceControl, type VoiceControlOptions } from "./voice_control.ts";

export interface MeasuredLimitsOptions
  extends UplinkBudgetOptions, Omit<VoiceControlOptions, "isShort" | "isLossy"> {
  /** How busy this computer is; null where that is not known. */
  pressure(): Pressure | null;
  /** Whether this page lets itself send hardly more than voices. */
  isTight(): boolean;
  /** This computer is spared more, or less: 0 not at all. `onChange` comes with it. */
  onSpared(level: number): void;
}

/** Fed by `note`; tells through its options when something has changed. */
export class MeasuredLimits {
  readonly #options: MeasuredLimitsOptions;
  readonly #uplink: UplinkBudget;
  readonly #observer = new CpuObserver();
  readonly #voices: VoiceControl;
  #cpu: CpuState = NOT_SPARED;

  constructor(options: MeasuredLimitsOptions) {
    this.#options = options;
    this.#uplink = new UplinkBudget(options);
    this.#voices = new VoiceControl({
      ...{ ...options, isShort: () => this.#uplink.isShort || options.isTight() },
      isLossy: (id) => this.#uplink.isLossy(id),
    });
    this.#voices.update();
  }

  get rate(): number {
    return this.#uplink.rate;
  }

  /** Of what is planned, as much as this computer can do. */
  spared(plan: EncodingPlan, receivers: ReadonlyMap<string, Receiver>): EncodingPlan {
    return sparedPlan(plan, receivers, this.#cpu.level);
  }

  eased(demand: Demand): Demand {
    return easedDemand(demand, this.#cpu.level);
  }

  /** A member's description, as this page goes by it. */
  shape(id: string, sdp: string, type: "offer" | "answer"): string {
    return this.#voices.shape(id, sdp, type);
  }

  /** Members or connections have changed, or who saves data. */
  update(): void {
    this.#voices.update();
  }

  /** What the statistics of a connection count now. */
  note(id: string, totals: StatsTotals): void {
    const { clock, pressure, onChange, onSpared } = this.#options;
    this.#uplink.note(id, totals);
    const now = clock.steady();
    this.#observer.note(id, totals.entries, now);
    this.#voices.update();
    const before = this.#cpu.level;
    this.#cpu = nextCpu(this.#cpu, pressedBy(pressure(), this.#observer.read(now)));
    if (this.#cpu.level === before) return;
    onSpared(this.#cpu.level);
    onChange();
  }

  /** Another connection, or none: what was counted says nothing of it. */
  forget(id: string): void {
    this.#uplink.forget(id);
    this.#observer.forget(id);
  }
}
