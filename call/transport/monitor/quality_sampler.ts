// Follows the quality of each connection in the statistics that `connection_monitor.ts` asks for anyway.
import {
  NO_ESTIMATE,
  type Quality,
  type QualityEstimate,
  qualityOf,
  type StatsTotals,
  updateEstimate,
} from "./network_quality.ts";

/** How long each connection is left alone between two samples, in milliseconds. */
const PERIOD_MS = 2_000;
/** A sample that comes so much later says nothing of the time in between. */
const STALE_MS = 9_000;

/** A connection that can be sampled. */
export interface Sampled {
  readonly state: RTCPeerConnectionState;
}

interface Sample {
  /** Whose: somebody who comes back has a new connection. */
  of: Sampled;
  totals: StatsTotals | null;
  at: number;
  estimate: QualityEstimate;
}

/** Who is told. */
export interface SamplerOptions {
  /** The quality is another one. */
  onQuality(id: string, quality: Quality): void;
  /** What was counted, each time. */
  onTotals?(id: string, totals: StatsTotals): void;
}

/** Takes only what it is given: it has no clock of its own. */
export class QualitySampler {
  #options: SamplerOptions;
  #samples = new Map<string, Sample>();

  constructor(options: SamplerOptions) {
    this.#options = options;
  }

  /** Takes what a connection's statistics count now; what comes too early for a sample is left out. */
  take(id: string, { of, totals, now }: { of: Sampled; totals: StatsTotals; now: number }): void {
    if (this.#samples.get(id)?.of !== of) this.#samples.delete(id);
    if (of.state !== "connected") return this.#forget(id);
    const last = this.#samples.get(id);
    if (last !== undefined && now - last.at < PERIOD_MS) return;
    const { totals: before = null, at = 0, estimate = NO_ESTIMATE } = last ?? {};
    const isKnown = before !== null && now - at <= STALE_MS;
    const next = isKnown ? updateEstimate(estimate, qualityOf(before, totals, now - at)) : estimate;
    this.#samples.set(id, { of, totals, at: now, estimate: next });
    const { onQuality, onTotals } = this.#options;
    onTotals?.(id, totals);
    if (next.quality !== estimate.quality) onQuality(id, next.quality);
  }

  /** Forgets a connection that has gone. */
  drop(id: string): void {
    this.#samples.delete(id);
  }

  /** Forgets the counts so far: this page was absent, so they say nothing of what comes. */
  forget(): void {
    for (const id of this.#samples.keys()) this.#forget(id);
  }

  #forget(id: string): void {
    const sample = this.#samples.get(id);
    if (sample) sample.totals = null;
  }
}
