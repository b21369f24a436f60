// How the path to one member is, told from what the monitor has recorded. Pure.
import { isHopeless, type RecoveryState } from "./restart_policy.ts";
import { isActive, type MediaActivity, silence } from "./media_activity.ts";

/**
 * How the path to one member is. "connected": media arrive over it, or nothing is sent; "blocked":
 * there seems to be no path, although the page still looks for one; "refused": the other page could
 * not prove that it is who it says.
 */
export type ConnectionState = "connecting" | "connected" | "broken" | "blocked" | "refused";

/** From here on the picture is shown as broken, in milliseconds. */
export const BROKEN_MS = 2_500;
/** A first connection that takes longer than this will hardly come about, in milliseconds. */
const SLOW_MS = 30_000;

interface Looked {
  readonly state: RTCPeerConnectionState;
  /** The server does not hear the other side. */
  readonly away: boolean;
}

interface Felt {
  readonly activity: MediaActivity;
  readonly recovery: RecoveryState | null;
  /** When it was made. */
  readonly startedAt: number;
}

/** Whether the browser itself says that there is no way. */
export function isDown({ state }: Pick<Looked, "state">): boolean {
  return state === "disconnected" || state === "failed";
}

/** What is told of it. */
export function connectionStateOf(
  { activity, recovery, startedAt }: Felt,
  connection: Looked,
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
