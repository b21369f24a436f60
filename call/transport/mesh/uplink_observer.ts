// Reads the uplink out of the statistics of all connections.
import type { StatsTotals } from "../monitor/network_quality.ts";
import type { UplinkReading } from "./uplink_controller.ts";

/** The shortest way of this time is how fast packets can be, in milliseconds. */
const BASE_MS = 30_000;
/** Measurements that are older say nothing of the present, in milliseconds. */
const OLD_MS = 6_000;
/** Fewer packets prove no loss. */
const FEW = 20;

/** One connection. */
interface PathRecord {
  totals: StatsTotals;
  at: number;
  trips: { ms: number; at: number }[];
  /** From the last two looks; null before. */
  measured: { rise: number; loss: number; sent: number } | null;
}

/** Takes the totals of each connection as they come. */
export class UplinkObserver {
  readonly #paths = new Map<string, PathRecord>();

  note(id: string, totals: StatsTotals, now: number): void {
    const before = this.#paths.get(id);
    const trips = (before?.trips ?? []).filter(({ at }) => now - at <= BASE_MS);
    if (totals.reportedTrip !== null) trips.push({ ms: totals.reportedTrip, at: now });
    const isSame = before !== undefined && totals.sent >= before.totals.sent && now > before.at;
    const measured = isSame ? measure(before, { totals, now, trips }) : null;
    this.#paths.set(id, { totals, at: now, trips, measured });
  }

  forget(id: string): void {
    this.#paths.delete(id);
  }

  /** What the path to one member was like between the last two looks; null before. */
  pathOf(id: string): { rise: number; loss: number } | null {
    return this.#paths.get(id)?.measured ?? null;
  }

  /**
   * What all paths have in common, which is the uplink: half of them are at least as bad. Looks before
   * `since` do not count. Null while fewer than half were looked at.
   */
  read(now: number, since: number): UplinkReading | null {
    const paths = [...this.#paths.values()];
    const fresh = paths.flatMap(({ measured, at }) =>
      measured !== null && at >= since && now - at <= OLD_MS ? [measured] : []
    );
    if (fresh.length === 0 || 2 * fresh.length < paths.length) return null;
    const sent = paths.reduce((sum, { measured }) => sum + (measured?.sent ?? 0), 0);
    return {
      now,
      sent,
      rise: lowerMedian(fresh.map(({ rise }) => rise)),
      loss: lowerMedian(fresh.map(({ loss }) => loss)),
    };
  }
}

function measure(
  before: PathRecord,
  { totals, now, trips }: { totals: StatsTotals; now: number; trips: PathRecord["trips"] },
): PathRecord["measured"] {
  const base = Math.min(...trips.map(({ ms }) => ms));
  const newest = trips.at(-1);
  const sent = totals.sent - before.totals.sent;
  const missed = Math.max(0, totals.missed - before.totals.missed);
  const bytes = Math.max(0, totals.pictureBytes - before.totals.pictureBytes);
  return {
    rise: newest === undefined || newest.at !== now ? 0 : newest.ms - base,
    loss: sent < FEW ? 0 : Math.min(1, missed / sent),
    sent: 8_000 * bytes / (now - before.at),
  };
}

function lowerMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
