// Whether this process may change its rooms right now: it renews its lease, and stops before it runs out.
import type { Clock } from "../clock.ts";
import type { Renewal, SharedStore } from "./shared_store.ts";

/** A process that has not renewed its lease for so long has lost its rooms, in milliseconds. */
const LEASE_MS = 2_000;
/** It stops changing them before that. */
const FENCE_MS = LEASE_MS * 0.8;
/** Time between two renewals, in milliseconds. */
const RENEW_MS = 500;
/** A store that did not answer so recently is taken for away, in milliseconds. */
const AWAY_MS = 1_800;

export interface ProcessLeaseOptions {
  store: Pick<SharedStore, "renew">;
  clock: Clock;
  /** The lease had run out, or is the first: finds out which rooms are still this process's own. */
  onLapsed(): Promise<"known" | "no-answer">;
  onRenewed(renewal: Renewal): void;
}

/**
 * Between two renewals nobody is asked. Where a renewal is overdue (this process stood still), the
 * store is asked first. While the store is away, rooms go on that live here: `isAlone`.
 */
export class ProcessLease {
  readonly #options: ProcessLeaseOptions;
  /** When the last successful renewal was sent, by both clocks: one stands still with a sleeping machine. */
  #sent: { steady: number; wall: number } | null = null;
  #startedAt = Infinity;
  /** Steady time of the last renewal without an answer. */
  #failedAt = -Infinity;
  #asking: Promise<void> | null = null;
  #timer: unknown = null;
  #isStopped = false;
  /** How often the lease had run out. */
  lapses = 0;

  constructor(options: ProcessLeaseOptions) {
    this.#options = options;
  }

  /** Begins to renew. */
  start(): void {
    this.#startedAt = this.#options.clock.steady();
    void this.confirm();
  }

  stop(): void {
    this.#isStopped = true;
    this.#options.clock.clearTimeout(this.#timer);
  }

  /** Whether the store does not answer, and rooms go on without it. At the start it is waited for. */
  get isAlone(): boolean {
    const now = this.#options.clock.steady();
    return !this.#isFresh && now - this.#failedAt < AWAY_MS && now - this.#startedAt >= FENCE_MS;
  }

  /** Whether rooms that live here may be changed without asking anybody. */
  get mayWrite(): boolean {
    return this.#isFresh || this.isAlone;
  }

  /** Asks the store. Afterwards rooms that somebody else owns are given up, or the store is away. */
  confirm(): Promise<void> {
    this.#asking ??= this.#renew().finally(() => {
      this.#asking = null;
      this.#plan();
    });
    return this.#asking;
  }

  get #isFresh(): boolean {
    if (this.#sent === null) return false;
    const { clock } = this.#options;
    const since = clock.steady() - this.#sent.steady;
    return Math.max(since, Math.abs(clock.now() - this.#sent.wall)) < FENCE_MS;
  }

  async #renew(): Promise<void> {
    const { store, clock, onLapsed, onRenewed } = this.#options;
    const sent = { steady: clock.steady(), wall: clock.now() };
    const renewal = await store.renew(LEASE_MS);
    if (renewal === null) {
      this.#failedAt = clock.steady();
      return;
    }
    onRenewed(renewal);
    if (!renewal.held) {
      if (this.#sent !== null) this.lapses += 1;
      if (await onLapsed() === "no-answer") {
        this.#failedAt = clock.steady();
        return;
      }
    }
    this.#sent = sent;
    this.#failedAt = -Infinity;
  }

  #plan(): void {
    const { clock } = this.#options;
    clock.clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = clock.setTimeout(() => void this.confirm(), RENEW_MS);
  }
}
