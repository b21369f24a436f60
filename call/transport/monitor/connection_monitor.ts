// Monitors all connections: checks whether media arrive, restarts those that fail, reports the state of each.
import type { Clock } from "../../ports.ts";
import { AbsenceDetector } from "./page_absence.ts";
import { type ConnectionRecord, follow, isSilent, newRecord, note } from "./connection_record.ts";
import { BROKEN_MS, type ConnectionState, connectionStateOf, isDown } from "./connection_state.ts";
import { mayRestart, postponed, recoveryAt, restarted } from "./restart_policy.ts";
import type { Quality, StatsTotals } from "./network_quality.ts";
import { afterSleep, isActive, noActivity, silence } from "./media_activity.ts";
import { OverloadDetector } from "./overload.ts";
import { QualitySampler } from "./quality_sampler.ts";
import type { MonitoredConnection } from "./monitored_connection.ts";

/** How often the monitor checks all connections, and asks each for its statistics, in milliseconds. */
const TICK_MS = 250;
/** The same where there are many: silences last longer there. */
const MANY_TICK_MS = 500;
const MANY = 3;
/** A steady connection that is silent for so long makes the monitor ask the server. */
const DOUBT_MS = 400;
/** After so long it is certain. */
const STALLED_MS = 700;
/** Pause between the restarts of two connections: each of them costs both sides work. */
const SPREAD_MS = 500;
/** When the server is back, a connection that was restarted less often than this is restarted at once. */
const EAGER_RESTARTS = 3;
/** After such an absence restarts begin anew: the earlier ones were made in another network. */
const LONG_MS = 10_000;
/** After so long without trouble, restarts begin anew. */
const WELL_MS = 5_000;
/** How often this page tells the server of members whom it receives and the server does not hear. */
const ATTEST_MS = 4_000;

export interface ConnectionMonitorOptions {
  clock: Pick<Clock, "now" | "steady" | "after">;
  connections: () => ReadonlyMap<string, MonitoredConnection>;
  /** Whether the server can be reached: without it two pages cannot agree on a path. */
  isOnline: () => boolean;
  /** A path is in trouble, for certain or not; perhaps the one to the server is, too. */
  onSuspect(sure: boolean): void;
  /** This page slept and could not watch, so much may have changed. */
  onResumedFromSleep(ms: number): void;
  onState(id: string, state: ConnectionState): void;
  onQuality(id: string, quality: Quality): void;
  /** What the statistics of a connection count, every other second or more seldom. */
  onTotals?(id: string, totals: StatsTotals): void;
  /** These are alive, whatever the server thinks. */
  onAlive(ids: string[]): void;
}

/** Checks all connections for as long as there are any. */
export class ConnectionMonitor {
  #options: ConnectionMonitorOptions;
  #sampler: QualitySampler;
  #records = new Map<string, ConnectionRecord>();
  #cancel: (() => void) | null = null;
  readonly #absence: AbsenceDetector;
  readonly #overload = new OverloadDetector();
  /** How often this page could not watch. */
  #absences = 0;
  #attestedAt = 0;
  #restartedAt = -Infinity;

  constructor(options: ConnectionMonitorOptions) {
    this.#options = options;
    this.#absence = new AbsenceDetector(options.clock);
    this.#sampler = new QualitySampler(options);
  }

  /** There may be a connection to monitor. */
  start(): void {
    if (this.#cancel !== null) return;
    this.#absence.begin();
    this.#schedule();
  }

  /**
   * The server can be reached again: restarts every connection that is in trouble. A silence alone
   * is no trouble: a server that starts may keep this whole computer busy.
   */
  resume(): void {
    const { clock, connections } = this.#options;
    for (const [id, connection] of connections()) {
      const [record, now] = [this.#recordOf(id), clock.steady()];
      const { activity, recovery, stalled } = record;
      const tried = recovery !== null && !isActive(activity, { now, ms: STALLED_MS });
      if (!tried && !stalled && !isDown(connection)) continue;
      const eager = recovery === null || recovery.restarts < EAGER_RESTARTS;
      if (eager || mayRestart(recovery, now)) this.#restart(record, connection);
    }
  }

  /** Restarts a connection for which there is a path that was not there when it searched. */
  restart(id: string): void {
    const connection = this.#options.connections().get(id);
    if (connection) this.#restart(this.#recordOf(id), connection, { now: true });
  }

  /** Whether media have just arrived over a connection. */
  isReceiving(id: string): boolean {
    const now = this.#options.clock.steady();
    return isActive(this.#recordOf(id).activity, { now, ms: STALLED_MS });
  }

  /** Forgets a connection: its member gets a new one. */
  forget(id: string): void {
    this.#records.delete(id);
    this.#sampler.drop(id);
  }

  /** A replacement connection takes over: what arrived over the old one says nothing of it. */
  renew(id: string): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    const now = this.#options.clock.steady();
    const activity = noActivity(now);
    Object.assign(record, { activity, lookedAt: now, startedAt: now, stalled: false });
  }

  #schedule(): void {
    const pause = this.#options.connections().size >= MANY ? MANY_TICK_MS : TICK_MS;
    this.#cancel = this.#options.clock.after(pause, () => {
      this.#cancel = null;
      try {
        this.check();
        for (const [id, of] of this.#options.connections()) void this.#look(id, of);
      } finally {
        if (this.#options.connections().size > 0) this.#schedule();
      }
    });
  }

  /** Checks all of them now: the state of one has changed. */
  check(): void {
    const { connections, onSuspect, onResumedFromSleep } = this.#options;
    const { now, gap, absent, wasAbsent, hasSlept } = this.#absence.check();
    const all = connections();
    for (const id of this.#records.keys()) if (!all.has(id)) this.#records.delete(id);
    if (wasAbsent) this.#wakeUp(now, absent);
    if (wasAbsent && !hasSlept) this.#overload.note(now);
    for (const [id, connection] of all) note(this.#recordOf(id), connection, now);
    const company = [...all.values()].filter(({ expected }) => expected).length > 1;
    for (const [id, connection] of all) {
      this.#recover(this.#recordOf(id), { connection, now, gap, company });
    }
    const records = [...all.keys()].map((id) => this.#recordOf(id));
    const silences = records.map(({ activity, lookedAt }) => silence(activity, lookedAt));
    // The only other one is silent for certain, and just now: the network is probably gone.
    const sure = !company && records.some(({ stalled }) => stalled) &&
      Math.max(...silences) < BROKEN_MS;
    if (hasSlept) onResumedFromSleep(absent);
    else if (silences.some((ms) => ms >= DOUBT_MS)) onSuspect(sure);
    for (const [id, connection] of all) this.#report(id, connection, now);
    this.#attestAlive(all, now);
  }

  /** What this page missed while it was absent was not the others' fault. */
  #wakeUp(now: number, absent: number): void {
    this.#absences++;
    this.#sampler.forget();
    for (const record of this.#records.values()) {
      record.activity = afterSleep(record.activity, now);
      record.lookedAt = record.heardAt = now;
      record.stalled = false;
      record.startedAt = Math.min(now, record.startedAt + absent); // it could not connect meanwhile
      if (absent >= LONG_MS) record.recovery = null;
    }
  }

  /** Asks for the statistics of one: what arrives, and how good its path is. */
  async #look(id: string, connection: MonitoredConnection): Promise<void> {
    const { clock, connections } = this.#options;
    const record = this.#recordOf(id);
    if (record.asked === connection) return;
    const [absences, asked] = [this.#absences, clock.steady()];
    record.asked = connection;
    const totals = await connection.totals().catch(() => null); // closed meanwhile
    if (record.asked === connection) record.asked = null;
    const now = clock.steady();
    const isSure = this.#overload.isInTime(asked, now) && absences === this.#absences;
    if (totals === null || connections().get(id) !== connection) return;
    follow(record, { bytes: totals.bytes, connection, now });
    if (isSure) this.#notice(record, now);
    this.#sampler.take(id, { of: connection, totals, now: asked });
  }

  #notice(record: ConnectionRecord, now: number): void {
    const ms = silence(record.activity, now);
    if (record.stalled || ms < DOUBT_MS) return;
    record.stalled = ms >= STALLED_MS;
    this.check();
  }

  #recover(
    record: ConnectionRecord,
    { connection, now, gap, company }: {
      connection: MonitoredConnection;
      now: number;
      gap: number;
      company: boolean;
    },
  ): void {
    if (!this.#options.isOnline()) record.startedAt = Math.min(now, record.startedAt + gap);
    else if (this.#overload.mayHelp(record, now)) connection.restartStuckNegotiation?.();
    const isDead = this.#overload.isDead(record, connection.state, now);
    if (!isDead && !isSilent(record, company)) {
      if (!record.stalled && now - record.wellSince >= WELL_MS) record.recovery = null;
      if (record.stalled) record.wellSince = now;
      return;
    }
    record.wellSince = now;
    record.recovery ??= recoveryAt(now);
    if (!this.#options.isOnline()) record.recovery = postponed(record.recovery, gap);
    else if (mayRestart(record.recovery, now) && now - this.#restartedAt >= SPREAD_MS) {
      this.#restart(record, connection);
    }
  }

  #restart(record: ConnectionRecord, connection: MonitoredConnection, how = {}): void {
    const now = this.#options.clock.steady();
    this.#restartedAt = record.wellSince = now;
    record.recovery = restarted(record.recovery ?? recoveryAt(now), now);
    connection.restart(how);
  }

  #report(id: string, connection: MonitoredConnection, now: number): void {
    const record = this.#recordOf(id);
    const state = connectionStateOf(record, connection, now);
    if (state === record.reported) return;
    record.reported = state;
    this.#options.onState(id, state);
  }

  #attestAlive(all: ReadonlyMap<string, MonitoredConnection>, now: number): void {
    if (now - this.#attestedAt < ATTEST_MS) return;
    const alive = [...all.keys()].filter((id) => {
      const { awaySince, activity } = this.#recordOf(id);
      return awaySince !== null && now - awaySince >= BROKEN_MS &&
        isActive(activity, { now, ms: 1_000 });
    });
    if (alive.length === 0) return;
    this.#attestedAt = now;
    this.#options.onAlive(alive);
  }

  #recordOf(id: string): ConnectionRecord {
    const record = this.#records.get(id) ?? newRecord(this.#options.clock.steady());
    this.#records.set(id, record);
    return record;
  }
}
