// Monitors all connections: checks whether media arrive, restarts those that fail, reports the state of each.
import type { Clock } from "../../ports.ts";
import { AbsenceDetector } from "./absence.ts";
import { type ConnectionRecord, isSilent, newRecord } from "./connection_record.ts";
import { BROKEN_MS, type ConnectionState, connectionStateOf, isDown } from "./connection_state.ts";
import { mayRestart, postponed, recoveryAt, restarted } from "./restart_policy.ts";
import type { Quality, StatsTotals } from "./network_quality.ts";
import { afterSleep, isActive, noActivity, silence, update } from "./media_activity.ts";
import { stillReceives } from "./stall_check.ts";
import { StatsSampler } from "./stats_sampler.ts";
import type { MonitoredConnection } from "./monitored_connection.ts";

/** How often the monitor checks all connections, in milliseconds. */
const TICK_MS = 200;
/** The same where there are many: a check waits for each of them, and silences last longer there. */
const MANY_TICK_MS = 400;
const MANY = 3;
/** A steady connection that is silent for so long makes the monitor ask the server. */
const DOUBT_MS = 400;
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
  #sampler: StatsSampler;
  #records = new Map<string, ConnectionRecord>();
  #cancel: (() => void) | null = null;
  readonly #absence: AbsenceDetector;
  /** How often this page could not watch. */
  #absences = 0;
  #attestedAt = 0;
  #restartedAt = -Infinity;

  constructor(options: ConnectionMonitorOptions) {
    this.#options = options;
    this.#absence = new AbsenceDetector(options.clock);
    this.#sampler = new StatsSampler(options);
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
      const record = this.#recordOf(id);
      const now = clock.steady();
      this.#update(record, connection, now);
      const { activity, recovery, stalled } = record;
      const tried = recovery !== null && !isActive(activity, { now, ms: DOUBT_MS });
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

  /** Forgets a connection: its member gets a new one. */
  forget(id: string): void {
    this.#records.delete(id);
  }

  /** A replacement connection takes over: what arrived over the old one says nothing of it. */
  renew(id: string): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    const now = this.#options.clock.steady();
    record.activity = noActivity(now);
    record.startedAt = now;
    record.stalled = false;
  }

  #schedule(): void {
    const pause = this.#options.connections().size >= MANY ? MANY_TICK_MS : TICK_MS;
    this.#cancel = this.#options.clock.after(pause, () => {
      this.#cancel = null;
      try {
        this.check();
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
    for (const [id, connection] of all) this.#update(this.#recordOf(id), connection, now);
    const company = [...all.values()].filter(({ expected }) => expected).length > 1;
    for (const [id, connection] of all) {
      this.#recover(this.#recordOf(id), { connection, now, gap, company });
    }
    const records = [...all.keys()].map((id) => this.#recordOf(id));
    const silences = records.map(({ activity }) => silence(activity, now));
    // The only other one is silent for certain, and just now: the network is probably gone.
    const sure = !company && records.some(({ stalled }) => stalled) &&
      Math.max(...silences) < BROKEN_MS;
    if (hasSlept) onResumedFromSleep(absent);
    else if (silences.some((ms) => ms >= DOUBT_MS)) onSuspect(sure);
    for (const [id, connection] of all) this.#report(id, connection, now);
    this.#attestAlive(all, now);
    this.#sampler.look(all, now);
  }

  /** What this page missed while it was absent was not the others' fault. */
  #wakeUp(now: number, absent: number): void {
    this.#absences++;
    this.#sampler.forget();
    for (const record of this.#records.values()) {
      record.activity = afterSleep(record.activity, now);
      record.stalled = false;
      record.startedAt = Math.min(now, record.startedAt + absent); // it could not connect meanwhile
      if (absent >= LONG_MS) record.recovery = null;
    }
  }

  #update(record: ConnectionRecord, connection: MonitoredConnection, now: number): void {
    record.awaySince = connection.away ? record.awaySince ?? now : null;
    if (!connection.expected) {
      record.activity = { ...update(record.activity, { mark: connection.mark(), now }), streak: 0 };
      record.stalled = false;
      return;
    }
    const before = record.activity;
    record.activity = update(before, { mark: connection.mark(), now });
    if (record.activity.activeAt !== before.activeAt) record.stalled = false;
    if (silence(record.activity, now) >= DOUBT_MS && !record.stalled) {
      void this.#confirm(record, connection);
    }
  }

  /** Receivers report only packets that are played, so the statistics have to say that nothing arrives. */
  async #confirm(record: ConnectionRecord, connection: MonitoredConnection): Promise<void> {
    if (record.confirming) return;
    record.confirming = true;
    const { activeAt } = record.activity;
    const absences = this.#absences;
    const { clock } = this.#options;
    const receives = await stillReceives(connection, clock);
    record.confirming = false;
    if (record.activity.activeAt !== activeAt || absences !== this.#absences) return;
    if (receives) record.activity = { ...record.activity, activeAt: clock.steady() };
    if (receives !== false) return;
    record.stalled = true;
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
    if (this.#options.isOnline()) connection.restartStuckNegotiation?.();
    else record.startedAt = Math.min(now, record.startedAt + gap);
    if (!isDown(connection) && !isSilent(record, { now, company })) {
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
    record.wellSince = now;
    this.#restartedAt = now;
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
    const known = this.#records.get(id);
    if (known !== undefined) return known;
    const record = newRecord(this.#options.clock.steady());
    this.#records.set(id, record);
    return record;
  }
}
