// What the monitor knows of one connection.
import { type ConnectionState, isDown } from "./connection_state.ts";
import { type MediaActivity, noActivity, silence, update } from "./media_activity.ts";
import type { MonitoredConnection } from "./monitored_connection.ts";
import type { RecoveryState } from "./restart_policy.ts";

/**
 * Where there are several connections, a silent one may only have a busy other side, and if all are
 * silent this computer is overloaded: a network that is gone silences the server, too, and then
 * `resume()` restarts them. So a restart waits for so long a silence, in milliseconds.
 */
const COMPANY_MS = 2_500;
/** Between two packets of a voice that saves data, in milliseconds, where one of them is lost. */
const SPARSE_MS = 1_500;

/** The monitor changes it; times are steady milliseconds. */
export interface ConnectionRecord {
  activity: MediaActivity;
  /** When something last arrived. */
  heardAt: number;
  /** Nothing arrives, for certain. */
  stalled: boolean;
  /** When the newest statistics came. */
  lookedAt: number;
  /** Whose statistics were asked for and have not come. */
  asked: MonitoredConnection | null;
  /** Since when the browser says that the path is down; null while it does not. */
  downSince: number | null;
  recovery: RecoveryState | null;
  startedAt: number;
  wellSince: number;
  awaySince: number | null;
  reported: ConnectionState | null;
}

/** The record of a connection that was just made. */
export function newRecord(now: number): ConnectionRecord {
  return {
    activity: noActivity(now),
    heardAt: now,
    stalled: false,
    lookedAt: now,
    asked: null,
    downSince: null,
    recovery: null,
    startedAt: now,
    wellSince: now,
    awaySince: null,
    reported: null,
  };
}

/** Takes what can be seen without statistics. */
export function note(record: ConnectionRecord, connection: MonitoredConnection, now: number): void {
  record.awaySince = connection.away ? record.awaySince ?? now : null;
  record.downSince = isDown(connection) ? record.downSince ?? now : null;
  if (!connection.expected) record.stalled = false;
}

/** Takes the bytes that have arrived, as its statistics count them. */
export function follow(
  record: ConnectionRecord,
  { bytes, connection: { expected, sparse = false }, now }: {
    bytes: number;
    connection: Pick<MonitoredConnection, "expected" | "sparse">;
    now: number;
  },
): void {
  const before = record.activity;
  if (bytes !== before.mark) record.heardAt = now;
  const isPause = sparse && bytes > 0 && now - record.heardAt < SPARSE_MS;
  const activity = update(before, { mark: bytes, now, isPause });
  record.lookedAt = now;
  record.activity = expected ? activity : { ...activity, streak: 0 };
  if (activity.activeAt !== before.activeAt) record.stalled = false;
}

/** Whether its silence calls for a restart; `company`: media are expected from others, too. */
export function isSilent(
  { stalled, activity, lookedAt }: ConnectionRecord,
  company: boolean,
): boolean {
  return stalled && (!company || silence(activity, lookedAt) >= COMPANY_MS);
}
