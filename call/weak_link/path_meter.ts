// Measures the path to one member between two looks at its statistics: what comes over it, and how.
import type { StatsEntry, StatsTotals } from "../transport/monitor/network_quality.ts";
import { LONGEST_MS, type PathReport } from "../transport/path_report.ts";

/** The shortest way of this time is how fast packets can be, in milliseconds. */
const BASE_MS = 60_000;
/** Fewer packets prove no loss. */
const FEW = 20;
/** A path of which the browser expects less carries hardly more than a voice, in bit/s. */
const NARROW = 100_000;

/** Takes the totals of one connection as they come. */
export class PathMeter {
  readonly #id: string;
  #before: StatsTotals | null = null;
  readonly #trips: { readonly ms: number; readonly at: number }[] = [];

  constructor(id: string) {
    this.#id = id;
  }

  /** The path since the look before; null at the first look, and where counting began anew. */
  take(totals: StatsTotals, now: number): PathReport | null {
    const before = this.#before;
    this.#before = totals;
    const trip = totals.reportedTrip ?? totals.roundTrip;
    if (trip !== null) this.#trips.push({ ms: trip, at: now });
    while (this.#trips[0] !== undefined && now - this.#trips[0].at > BASE_MS) this.#trips.shift();
    const isSame = before !== null && totals.received >= before.received &&
      totals.sent >= before.sent;
    if (!isSame) return null;
    const lost = Math.max(0, totals.lost - before.lost);
    const received = totals.received - before.received;
    const [missed, sent] = [Math.max(0, totals.missed - before.missed), totals.sent - before.sent];
    const base = Math.min(...this.#trips.map(({ ms }) => ms));
    return {
      id: this.#id,
      loss: share(lost, received + lost),
      missed: share(missed, sent),
      jitter: time(jitterIn(totals.entries, before.entries)),
      trip: time(trip),
      rise: trip === null ? null : time(trip - base),
      ...pathIn(totals.entries),
    };
  }
}

function share(part: number, whole: number): number | null {
  return whole < FEW ? null : Math.round(1_000 * Math.min(1, part / whole)) / 1_000;
}

function time(ms: number | null): number | null {
  return ms === null || !Number.isFinite(ms)
    ? null
    : Math.min(LONGEST_MS, Math.max(0, Math.round(ms)));
}

/** Of the voice: a picture's packets come in bursts on any path. */
function jitterIn(entries: readonly StatsEntry[], before: readonly StatsEntry[]): number | null {
  const moving = entries.filter(({ type, kind, id, packetsReceived = 0 }) =>
    type === "inbound-rtp" && kind === "audio" &&
    packetsReceived > (before.find((was) => was.id === id)?.packetsReceived ?? packetsReceived)
  );
  const all = moving.flatMap(({ jitter }) => jitter === undefined ? [] : [1_000 * jitter]);
  return all.length === 0 ? null : Math.max(...all);
}

function pathIn(entries: readonly StatsEntry[]): Pick<PathReport, "relay" | "narrow"> {
  const chosen = entries.find(({ selectedCandidatePairId: id }) => id)?.selectedCandidatePairId;
  const pair = entries.find(({ type, id, nominated }) =>
    type === "candidate-pair" && (chosen === undefined ? nominated === true : id === chosen)
  );
  const ends = [pair?.localCandidateId, pair?.remoteCandidateId];
  return {
    relay: entries.some(({ id, candidateType }) => candidateType === "relay" && ends.includes(id)),
    narrow: (pair?.availableOutgoingBitrate ?? NARROW) < NARROW,
  };
}
