// What the monitor knows of one connection.
import type { ConnectionState } from "./connection_state.ts";
import { type MediaActivity, noActivity, silence } from "./media_activity.ts";
import type { RecoveryState } from "./restart_policy.ts";

/**
 * Where there are several connections, a silent one may only have a busy other side, and if all are
 * silent this computer is overloaded: a network that is gone silences the server, too, and then
 * `resume()` restarts them. So a restart waits for so long a silence, in milliseconds.
 */
const COMPANY_MS = 2_500;

/** The monitor changes it; times are steady milliseconds. */
export interface ConnectionRecord {
  activity: MediaActivity;
  /** Statistics confirm that nothing arrives. */
  stalled: boolean;
  /** Statistics are being asked. */
  confirming: boolean;
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
    stalled: false,
    confirming: false,
    recovery: null,
    startedAt: now,
    wellSince: now,
    awaySince: null,
    reported: null,
  };
}

/** Whether its silence calls for a restart; `company`: media are expected from others, too. */
export function isSilent(
  { stalled, activity }: ConnectionRecord,
  { now, company }: { now: number; company: boolean },
): boolean {
  return stalled && (!company || silence(activity, now) >= COMPANY_MS);
}
