// Which members of a room are away, because their connections are silent: pure checks.
import type { RoomView } from "./connection.ts";
import { memberOf } from "./room.ts";
import { nextExpiry, type Seats } from "./seats.ts";

/** How often a room is checked while somebody in it is silent, in milliseconds. */
const CHECK_MS = 1_000;

/** A member whose connection fell silent (`away`), or was silent and is heard again. */
export interface AwayChange {
  readonly member: string;
  readonly away: boolean;
  /** Steady time in milliseconds until which the seat is kept; Infinity for one who is heard. */
  readonly until: number;
}

/** How long a silent connection is waited for, in milliseconds. */
export interface SilenceLimits {
  readonly silentMs: number;
  readonly silenceGraceMs: number;
}

/** Who fell silent, and after them who is heard again, at time `now` (steady). */
export function awayChanges(
  room: Pick<RoomView, "members" | "connections">,
  { now, silentMs, silenceGraceMs }: SilenceLimits & { now: number },
): AwayChange[] {
  const wentSilent: AwayChange[] = [];
  const heard: AwayChange[] = [];
  for (const [member, { sink }] of room.connections) {
    const heardAt = sink.heardAt();
    const silent = now - heardAt >= silentMs;
    const away = memberOf(room, member)?.away ?? false;
    if (silent && !away) wentSilent.push({ member, away: true, until: heardAt + silenceGraceMs });
    if (!silent && away) heard.push({ member, away: false, until: Infinity });
  }
  return [...wentSilent, ...heard];
}

/** When the room has to be checked again (steady milliseconds); Infinity if nobody is there. */
export function nextCheck(
  room: Pick<RoomView, "members" | "connections"> & { readonly seats: Seats },
  { now, silentMs }: Pick<SilenceLimits, "silentMs"> & { now: number },
): number {
  let next = nextExpiry(room.seats);
  for (const [member, { sink }] of room.connections) {
    const away = memberOf(room, member)?.away ?? false;
    next = Math.min(next, away ? now + CHECK_MS : sink.heardAt() + silentMs);
  }
  return next;
}
