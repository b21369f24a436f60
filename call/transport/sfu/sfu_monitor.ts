// Looks again and again at what an SFU brings of each member: whether, how loud, and how well.
import type { Clock } from "../../ports.ts";
import type { LevelReader } from "../monitor/audio_level.ts";
import type { ConnectionState } from "../monitor/connection_state.ts";
import type { MeshTools } from "../mesh/mesh_tools.ts";
import type { MediaActivity } from "../monitor/media_activity.ts";
import type { Quality, StatsTotals } from "../monitor/network_quality.ts";
import type { QualitySampler, Sampled } from "../monitor/quality_sampler.ts";
import type { MemberLines } from "./down_connection.ts";

/** Between two looks, in milliseconds. */
const LOOK_MS = 250;
/** Media that were expected and do not come for so long come no more, in milliseconds. */
const SILENT_MS = 1_000;
/** A page that looked so much later than it wanted has missed nothing by anybody's fault. */
const LATE_MS = 700;
/** So many looks in a row must find something new before a member counts as connected. */
const STEADY = 2;

/** One member, as the SFU's connection knows them. */
export interface WatchedMember {
  /** What comes of them; nothing before the SFU has offered it. */
  readonly lines: MemberLines;
  /** Whether they say that they send something which this page shows. */
  readonly expected: boolean;
}

export interface SfuMonitorOptions {
  tools: MeshTools;
  clock: Pick<Clock, "after" | "steady">;
  members(): ReadonlyMap<string, WatchedMember>;
  /** Of the connection to the SFU; null while it is not up. */
  stats(): Promise<RTCStatsReport> | null;
  onState(id: string, state: ConnectionState): void;
  onQuality(id: string, quality: Quality): void;
  /** What the connection has counted, every other second. */
  onTotals(totals: StatsTotals): void;
}

interface WatchRecord extends Sampled {
  activity: MediaActivity;
  wasExpected: boolean;
  levels: LevelReader;
  level: number;
  told: ConnectionState | null;
}

type Entry = Parameters<MeshTools["statsTotalsOf"]>[0] extends Iterable<infer E> ? E : never;

/** Looks until it is stopped. */
export class SfuMonitor {
  readonly #options: SfuMonitorOptions;
  readonly #tools: MeshTools;
  readonly #records = new Map<string, WatchRecord>();
  readonly #sampler: QualitySampler;
  #cancel: () => void = () => {};
  #lookedAt: number;
  #isStopped = false;
  #count = 0;

  constructor(options: SfuMonitorOptions) {
    this.#options = options;
    this.#tools = options.tools;
    this.#sampler = new options.tools.QualitySampler({
      onQuality: (id, quality) => options.onQuality(id, quality),
    });
    this.#lookedAt = options.clock.steady();
    this.#plan();
  }

  /** Amplitudes from 0 to 1, by member. */
  levels(): Map<string, number> {
    return new Map([...this.#records].map(([id, { level }]) => [id, level]));
  }

  /** The member's page is another one, or gone. */
  forget(id: string): void {
    this.#records.delete(id);
    this.#sampler.drop(id);
  }

  /** The connection has ended: nobody is connected. */
  lose(): void {
    for (const [id, record] of this.#records) {
      record.activity = this.#tools.noActivity(this.#options.clock.steady());
      this.#tell(id, record, "connecting");
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  #plan(): void {
    if (this.#isStopped) return;
    this.#cancel = this.#options.clock.after(LOOK_MS, () => {
      this.#look().catch(() => {}).finally(() => this.#plan()); // closed meanwhile
    });
  }

  async #look(): Promise<void> {
    const { clock, stats, members, onTotals } = this.#options;
    const begun = clock.steady();
    const report = await stats();
    const now = clock.steady();
    const isLate = begun - this.#lookedAt > LOOK_MS + LATE_MS || now - begun > LATE_MS;
    this.#lookedAt = now;
    if (this.#isStopped || report === null) return;
    const entries = [...report.values()] as Entry[];
    for (const [id, member] of members()) this.#watch(id, member, { entries, now, isLate });
    for (const id of this.#records.keys()) if (!members().has(id)) this.forget(id);
    if (this.#count++ % 8 === 0) {
      onTotals(this.#tools.statsTotalsOf(entries, { mic: null, camera: null }));
    }
  }

  #watch(
    id: string,
    { lines, expected }: WatchedMember,
    { entries, now, isLate }: { entries: Entry[]; now: number; isLate: boolean },
  ): void {
    const record = this.#recordOf(id, now);
    const tracks = new Set(Object.values(lines).map(({ track }) => track.id));
    const [mic, camera] = [lines.mic?.track.id ?? null, lines.camera?.track.id ?? null];
    const own = entries.filter(({ type, trackIdentifier: track }) =>
      type !== "inbound-rtp" || (track !== undefined && tracks.has(track))
    );
    const totals = this.#tools.statsTotalsOf(own, { mic, camera });
    record.level = record.levels.read(totals.voice, lines.mic ?? null);
    record.activity = this.#tools.update(record.activity, { mark: totals.bytes, now });
    if (isLate || (expected && !record.wasExpected)) {
      record.activity = this.#tools.afterSleep(record.activity, now);
    }
    record.wasExpected = expected;
    this.#sampler.take(id, { of: record, totals, now });
    this.#tell(id, record, this.#stateOf(record, { lines, expected, now }));
  }

  #stateOf(
    { activity, told }: WatchRecord,
    { lines, expected, now }: WatchedMember & { now: number },
  ): ConnectionState {
    if (lines.mic === undefined) return "connecting"; // the member sends nothing to the SFU
    if (!expected) return "connected";
    const flows = this.#tools.isActive(activity, { now, ms: SILENT_MS });
    const isUp = told === "connected" || activity.streak >= STEADY;
    return flows && isUp ? "connected" : "connecting";
  }

  #tell(id: string, record: WatchRecord, state: ConnectionState): void {
    if (record.told === state) return;
    record.told = state;
    this.#options.onState(id, state);
  }

  #recordOf(id: string, now: number): WatchRecord {
    const known = this.#records.get(id);
    if (known !== undefined) return known;
    const record: WatchRecord = {
      state: "connected",
      activity: this.#tools.noActivity(now),
      wasExpected: false,
      levels: new this.#tools.LevelReader(),
      level: 0,
      told: null,
    };
    this.#records.set(id, record);
    return record;
  }
}
