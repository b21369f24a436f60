// Who of a room gives signs of life: pure looks at its sockets and seats.
import { memberOf } from "./room.ts";
import { nextExpiry } from "./seats.ts";
import type { OpenRoom } from "./connection.ts";

/** How often a room is looked at while somebody in it is silent, in milliseconds. */
const LOOK_MS = 1_000;

/** Present members by what they have done since the last look. */
export interface LivenessChange {
  /** Fell silent: their socket is there, but nothing comes from it. `heardAt` is steady time. */
  wentSilent: { member: string; heardAt: number }[];
  /** Were silent and are no more. */
  heard: string[];
}

/** Looks who fell silent (for `silentMs`) and who is heard again at time `now` (steady). */
export function look(
  { room, present }: OpenRoom,
  { now, silentMs }: { now: number; silentMs: number },
): LivenessChange {
  const found: LivenessChange = { wentSilent: [], heard: [] };
  for (const [member, { sink }] of present) {
    const heardAt = sink.heardAt();
    const silent = now - heardAt >= silentMs;
    const away = memberOf(room, member)?.away ?? false;
    if (silent && !away) found.wentSilent.push({ member, heardAt });
    if (!silent && away) found.heard.push(member);
  }
  return found;
}

/** When the room has to be looked at again (steady milliseconds); Infinity if nobody is there. */
export function nextLook(
  { room, present, seats }: OpenRoom,
  { now, silentMs }: { now: number; silentMs: number },
): number {
  let next = nextExpiry(seats);
  for (const [member, { sink }] of present) {
    const away = memberOf(room, member)?.away ?? false;
    next = Math.min(next, away ? now + LOOK_MS : sink.heardAt() + silentMs);
  }
  return next;
}
