// Monitors all connections: checks whether media arrive, restarts those that fail, reports the state of each.
import type { Clock } from "../../ports.ts";
import { BROKEN_MS, type ConnectionState, connectionStateOf, isDown } from "./connection_state.ts";
import {
  mayRestart,
  postponed,
  recoveryAt,
  type RecoveryState,
  restarted,
} from "./restart_policy.ts";
import type { Quality, StatsTotals } from "./network_quality.ts";
import {
  afterSleep,
  isActive,
  type MediaActivity,
  noActivity,
  silence,
  update,
} from "./media_activity.ts";
import { StatsSampler } from "./stats_sampler.ts";
import type { MonitoredConnection } from "./monitored_connection.ts";
export type { MonitoredConnection };

/** How often it is looked, in milliseconds. */
const TICK_MS = 200;
/** The same where there are many: a look waits for each of them, and a silence lasts longer there. */
const MANY_TICK_MS = 400;
const MANY = 3;
/** After such a pause between two looks the page has slept: nothing is as it was. */
const SLEPT_MS = 2_000;
/** A look that is so much later than the one before was kept waiting: the page is too busy. */
const BUSY_MS = 600;
const BUSY_FACTOR = 1.5;
/** A silence of a steady connection that is worth a question to the server. */
const DOUBT_MS = 400;
/** The doubt is confirmed by statistics that are so far apart. */
const CONFIRM_MS = 350;
/**
 * Of several connections one that is silent may only have a busy other side, and if all are, this
 * computer is overloaded: a network that is gone silences the server, too, and then `resume()`
 * restarts them. So a restart waits for this long a silence.
 */
const COMPANY_MS = 2_500;
/** Pause between the restarts of two connections: each of them costs both sides work. */
const SPREAD_MS = 500;
/** Statistics that come so late are those of an overloaded computer and prove nothing. */
const LATE_MS = 400;
/** So many restarts of one connection are made at once when the server is back; then at its pace. */
const EAGER_RESTARTS = 3;
/** After such an absence patience begins anew: whatever was tried before was tried elsewhere. */
const LONG_MS = 10_000;
/** After so long without trouble, patience begins anew. */
const WELL_MS = 5_000;
/** How often a member is attested whom the server does not hear. */
const ATTEST_MS = 4_000;

export interface ConnectionMonitorOptions {
  clock: Pick<Clock, "now" | "steady" | "after">;
  connections: () => ReadonlyMap<string, MonitoredConnection>;
  /** Whether the server can be reached: without it no path can be agreed upon. */
  isOnline: () => boolean;
  /** Something is wrong with a path, for certain or not; perhaps with the one to the server, too. */
  onSuspect(sure: boolean): void;
  /** One could not watch for a while, and so much may have changed. */
  onResumedFromSleep(): void;
  onState(id: string, state: ConnectionState): void;
  onQuality(id: string, quality: Quality): void;
  /** What the statistics of a connection count, every other second or more seldom. */
  onTotals?(id: string, totals: StatsTotals): void;
  /** These are alive, whatever the server thinks. */
  onAlive(ids: string[]): void;
}

/** What the monitor knows of one connection. */
interface ConnectionRecord {
  activity: MediaActivity;
  /** Statistics agree: nothing arrives. */
  stalled: boolean;
  confirming: boolean;
  recovery: RecoveryState | null;
  startedAt: number;
  wellSince: number;
  awaySince: number | null;
  reported: ConnectionState | null;
}

/** Watches as long as there are connections. */
export class ConnectionMonitor {
  #options: ConnectionMonitorOptions;
  #sampler: StatsSampler;
  #records = new Map<string, ConnectionRecord>();
  #cancel: (() => void) | null = null;
  #checkedAt = 0;
  /** The date of that moment. */
  #checkedOn = 0;
  #gap = 0;
  /** How often one could not watch oneself. */
  #absences = 0;
  #attestedAt = 0;
  #restartedAt = -Infinity;

  constructor(options: ConnectionMonitorOptions) {
    this.#options = options;
    this.#sampler = new StatsSampler(options);
  }

  /** There may be a connection to monitor. */
  start(): void {
    if (this.#cancel !== null) return;
    this.#checkedAt = this.#options.clock.steady();
    this.#checkedOn = this.#options.clock.now();
    this.#schedule();
  }

  /**
   * The way to the server is open again: whatever is in trouble gets a new path at once. A silence
   * alone is none: a server that starts may keep this whole computer busy.
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

  /** There is a way for it that was not there when it searched. */
  restart(id: string): void {
    const connection = this.#options.connections().get(id);
    if (connection) this.#restart(this.#recordOf(id), connection, { now: true });
  }

  /** It is made anew, without a trace of the one before. */
  forget(id: string): void {
    this.#records.delete(id);
  }

  /** Another connection carries this one on: what arrived over the old one says nothing of it. */
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

  /** Looks at all of them now: the state of one has changed. */
  check(): void {
    const { clock, connections, onSuspect, onResumedFromSleep } = this.#options;
    const now = clock.steady();
    const gap = now - this.#checkedAt;
    const date = clock.now();
    // A steady clock may stand still while the computer sleeps; the date does not.
    const absent = Math.max(gap, date - this.#checkedOn);
    const busy = absent >= BUSY_MS && absent >= BUSY_FACTOR * this.#gap; // a hidden page looks once a second
    this.#checkedAt = now;
    this.#checkedOn = date;
    this.#gap = gap;
    const all = connections();
    for (const id of this.#records.keys()) if (!all.has(id)) this.#records.delete(id);
    if (busy || absent >= SLEPT_MS) this.#wakeUp(now, absent);
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
    if (absent >= SLEPT_MS) onResumedFromSleep();
    else if (silences.some((ms) => ms >= DOUBT_MS)) onSuspect(sure);
    for (const [id, connection] of all) this.#report(id, connection, now);
    this.#attestAlive(all, now);
    this.#sampler.look(all, now);
  }

  /** Whatever was missed while one was absent oneself was not the others' fault. */
  #wakeUp(now: number, absent: number): void {
    this.#absences++;
    this.#sampler.forget();
    for (const record of this.#records.values()) {
      record.activity = afterSleep(record.activity, now);
      record.stalled = false;
      record.startedAt = Math.min(now, record.startedAt + absent); // nothing could come about meanwhile
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

  /** What is not played is not felt: only the statistics know that nothing arrives. */
  async #confirm(record: ConnectionRecord, connection: MonitoredConnection): Promise<void> {
    if (record.confirming) return;
    record.confirming = true;
    const { activeAt } = record.activity;
    const absences = this.#absences;
    const { clock } = this.#options;
    const asked = clock.steady();
    const before = await bytesOf(connection);
    await new Promise<void>((done) => clock.after(CONFIRM_MS, done));
    const after = await bytesOf(connection);
    record.confirming = false;
    if (before === null || after === null) return; // it was closed, or does not say
    if (record.activity.activeAt !== activeAt || absences !== this.#absences) return;
    if (after > before) {
      record.activity = { ...record.activity, activeAt: clock.steady() };
    } else if (clock.steady() - asked < CONFIRM_MS + LATE_MS) {
      record.stalled = true;
      this.check();
    }
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
    const now = this.#options.clock.steady();
    const record: ConnectionRecord = {
      activity: noActivity(now),
      stalled: false,
      confirming: false,
      recovery: null,
      startedAt: now,
      wellSince: now,
      awaySince: null,
      reported: null,
    };
    this.#records.set(id, record);
    return record;
  }
}

/** Whether its silence is more than a doubt. */
function isSilent(
  { stalled, activity }: ConnectionRecord,
  { now, company }: { now: number; company: boolean },
) {
  return stalled && (!company || silence(activity, now) >= COMPANY_MS);
}

function bytesOf(connection: MonitoredConnection): Promise<number | null> {
  return connection.bytes().catch(() => null);
}
