// How a room goes on from its copies: pure.
import { emptyLog } from "./chat_log.ts";
import type { Copy } from "./copies.ts";
import { memberOf, type Room } from "./rooms.ts";
import type { Seat, Seats } from "./seats.ts";
import type { OpenRoom, RoomValues } from "./visitor.ts";

/** How long members have to find their way back after a restart, in milliseconds. */
export const RETURN_MS = 30_000;

interface Moment {
  /** Server time in milliseconds since 1970. */
  now: number;
  /** Steady milliseconds. */
  steady: number;
  seatMemoryMs: number;
}

/** The room of a copy: everybody is away, and every seat is good. */
export function restored(
  copy: Copy,
  { history, ...moment }: Moment & { history: number },
): RoomValues {
  const { now } = moment;
  const members = copy.room.members.map((member) => ({ ...member, away: true }));
  return {
    // Above all that anybody was told, and above the copies of runs in between that are lost.
    room: { ...copy.room, members, version: Math.max(copy.room.version + 1, now) },
    seats: copy.seats.map((seat) => restoredSeat(seat, moment)),
    log: { ...emptyLog({ history, now }), last: Math.max(copy.last, now) },
    born: copy.born,
    base: copy.room.version,
    inherited: idsOf(copy),
  };
}

function idsOf({ room }: Copy): Set<string> {
  return new Set(room.members.map(({ id }) => id));
}

function restoredSeat(
  { member, turn, gone }: Copy["seats"][number],
  { steady, seatMemoryMs }: Moment,
): Seat {
  const until = steady + (gone === null ? RETURN_MS : seatMemoryMs);
  return { member, turn, gone, until };
}

/** What a newer copy changes in a room that goes on from an older one, or was opened anew. */
export interface Merge {
  room: Room;
  seats: Seats;
  /** Members whom the older copy still had and the newer has not: they had left, or were sent off. */
  expelled: string[];
  inherited: ReadonlySet<string>;
}

/** Takes over from a newer copy who belongs to the room; those who came after the restart stay. */
export function merge({ room, seats, inherited }: OpenRoom, copy: Copy, moment: Moment): Merge {
  const newer = idsOf(copy);
  const expelled = [...inherited].filter((id) => !newer.has(id));
  const missing = copy.room.members.filter(({ id }) => memberOf(room, id) === undefined);
  const members = [
    ...room.members.filter(({ id }) => !expelled.includes(id)),
    ...missing.map((member) => ({ ...member, away: true })),
  ].toSorted((a, b) => a.joinedAt - b.joinedAt);
  const version = Math.max(room.version, copy.room.version) + 1;
  return {
    room: { ...copy.room, members, version },
    seats: mergeSeats(seats.filter(({ member }) => !expelled.includes(member)), copy, moment),
    expelled,
    inherited: newer,
  };
}

function mergeSeats(seats: Seats, copy: Copy, moment: Moment): Seats {
  const known = new Map(seats.map((seat) => [seat.member, seat]));
  const newer = copy.seats.filter(({ member }) => !known.has(member))
    .map((seat) => restoredSeat(seat, moment));
  const turns = new Map(copy.seats.map(({ member, turn }) => [member, turn]));
  return [
    ...seats.map((seat) => ({ ...seat, turn: Math.max(seat.turn, turns.get(seat.member) ?? 0) })),
    ...newer,
  ];
}
