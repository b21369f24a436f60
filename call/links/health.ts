// What is told of one connection: how it seems to be. Pure.
import type { LinkState } from "./links.ts";
import { isHopeless, type Trouble } from "./patience.ts";
import { isBeating, type Pulse, silence } from "./pulse.ts";

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
  readonly pulse: Pulse;
  readonly trouble: Trouble | null;
  /** When it was made. */
  readonly begun: number;
}

/** Whether the browser itself says that there is no way. */
export function isDown({ state }: Pick<Looked, "state">): boolean {
  return state === "disconnected" || state === "failed";
}

/** What is told of it. */
export function healthOf({ pulse, trouble, begun }: Felt, ward: Looked, now: number): LinkState {
  const up = ward.state === "connected";
  const silent = silence(pulse, now) >= BROKEN_MS;
  const lost = ward.away && !isBeating(pulse, { now, ms: BROKEN_MS });
  if (up && !silent && !lost) return "connected";
  if (trouble !== null && isHopeless(trouble, now)) return "blocked";
  if (up || isDown(ward)) return "broken";
  return now - begun >= SLOW_MS ? "blocked" : "connecting";
}
