// Takes the statistics of one connection at a time, in turn, and tells when its quality changes.
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
  /** What its statistics count. */
  totals(): Promise<StatsTotals>;
}

interface Sample {
  /** Whose: somebody who comes back has a new connection. */
  of: Sampled;
  totals: StatsTotals | null;
  at: number;
  estimate: QualityEstimate;
}

/** Who is told of a connection, if it is still in use by then. */
export interface SamplerOptions {
  connections(): ReadonlyMap<string, Sampled>;
  /** The quality is another one. */
  onQuality(id: string, quality: Quality): void;
  /** What was counted, each time. */
  onTotals?(id: string, totals: StatsTotals): void;
}

/** Samples only when `look` is called: it has no clock of its own. */
export class StatsSampler {
  #options: SamplerOptions;
  #samples = new Map<string, Sample>();
  #busy = false;

  constructor(options: SamplerOptions) {
    this.#options = options;
  }

  /** Samples the one that has waited longest, if its time has come. Never two at a time. */
  look(all: ReadonlyMap<string, Sampled>, now: number): void {
    for (const [id, { of }] of this.#samples) if (all.get(id) !== of) this.#samples.delete(id);
    for (const [id, { state }] of all) if (state !== "connected") this.#forget(id);
    if (this.#busy) return;
    const due = [...all].filter(([id, { state }]) =>
      state === "connected" && now - this.#atOf(id) >= PERIOD_MS
    );
    const [first] = due.sort(([a], [b]) => this.#atOf(a) - this.#atOf(b));
    if (first) void this.#sample(first[0], first[1], now);
  }

  /** Forgets the counts so far: this page was absent, so they say nothing of what comes. */
  forget(): void {
    for (const id of this.#samples.keys()) this.#forget(id);
  }

  async #sample(id: string, connection: Sampled, now: number): Promise<void> {
    this.#busy = true;
    const totals = await connection.totals().catch(() => null); // closed meanwhile
    this.#busy = false;
    const { totals: before = null, at = 0, estimate = NO_ESTIMATE } = this.#samples.get(id) ?? {};
    const known = before !== null && totals !== null && now - at <= STALE_MS;
    const next = known ? updateEstimate(estimate, qualityOf(before, totals, now - at)) : estimate;
    this.#samples.set(id, { of: connection, totals, at: now, estimate: next });
    const { connections, onQuality, onTotals } = this.#options;
    if (connections().get(id) !== connection) return;
    if (totals !== null) onTotals?.(id, totals);
    if (next.quality !== estimate.quality) onQuality(id, next.quality);
  }

  #forget(id: string): void {
    const sample = this.#samples.get(id);
    if (sample) sample.totals = null;
  }

  #atOf(id: string): number {
    return this.#samples.get(id)?.at ?? -Infinity;
  }
}
