// The state of the path to one member, from what the monitor has recorded. Pure.
import { isHopeless, type RecoveryState } from "./restart_policy.ts";
import { isActive, type MediaActivity, silence } from "./media_activity.ts";

/**
 * How the path to one member is. "connected": media arrive over it, or nothing is sent; "blocked":
 * there seems to be no path, although the page still looks for one; "refused": the other page could
 * not prove that it is who it says.
 */
export type ConnectionState = "connecting" | "connected" | "broken" | "blocked" | "refused";

/** After so long a silence the connection counts as broken, in milliseconds. */
export const BROKEN_MS = 2_500;
/** A first connection that takes longer than this will hardly come about, in milliseconds. */
const SLOW_MS = 30_000;

interface Observed {
  readonly state: RTCPeerConnectionState;
  /** The server does not hear the other side. */
  readonly away: boolean;
}

interface Recorded {
  readonly activity: MediaActivity;
  readonly recovery: RecoveryState | null;
  /** When the connection was made. */
  readonly startedAt: number;
}

/** Whether the browser itself says that the path is broken. */
export function isDown({ state }: Pick<Observed, "state">): boolean {
  return state === "disconnected" || state === "failed";
}

/** The state to show. */
export function connectionStateOf(
  { activity, recovery, startedAt }: Recorded,
  connection: Observed,
  now: number,
): ConnectionState {
  const up = connection.state === "connected";
  const silent = silence(activity, now) >= BROKEN_MS;
  const lost = connection.away && !isActive(activity, { now, ms: BROKEN_MS });
  if (up && !silent && !lost) return "connected";
  if (recovery !== null && isHopeless(recovery, now)) return "blocked";
  if (up || isDown(connection)) return "broken";
  return now - startedAt >= SLOW_MS ? "blocked" : "connecting";
}
