// The seats of one room as a value: who may come back as which member, and until when.
import type { SeatToken } from "../protocol/shapes.ts";

/**
 * One member's place. Tokens are kept as they are, not hashed: they live in memory only, die with
 * the seat, and whoever can read this memory can read the room's chat and addresses anyway. They
 * carry 128 random bits, so there is nothing to guess by timing a comparison.
 */
export interface Seat {
  readonly member: string;
  /** The newest token. */
  readonly token: SeatToken;
  /**
   * The one that was shown to get it, still good until its successor is shown: the reply that
   * carried the successor may have been lost (a page reloaded twice in a row, a dropped socket).
   */
  readonly shown: SeatToken | null;
  /** Server time in milliseconds when an empty seat is given up; Infinity while it is taken. */
  readonly until: number;
}

/** All seats of a room. A room's seats are searched only by those who name the room. */
export type Seats = readonly Seat[];

/** Adds a taken seat for a new member. `token` is fresh random text. */
export function issue(
  seats: Seats,
  { member, token }: { member: string; token: SeatToken },
): Seats {
  return [...seats, { member, token, shown: null, until: Infinity }];
}

/** Whose seat this token opens at time `now` (milliseconds); null if nobody's. */
export function holderOf(
  seats: Seats,
  { shown, now }: { shown: SeatToken; now: number },
): string | null {
  return seats.find((seat) => opens(seat, shown) && now < seat.until)?.member ?? null;
}

/** A member takes their seat again by showing `shown`; `token` will open it the next time. */
export function renew(
  seats: Seats,
  { member, shown, token }: { member: string; shown: SeatToken; token: SeatToken },
): Seats {
  const renewed: Seat = { member, token, shown, until: Infinity };
  return seats.map((seat) => seat.member === member ? renewed : seat);
}

/** Keeps a seat free for its member until `until` (server time in milliseconds). */
export function keepUntil(
  seats: Seats,
  { member, until }: { member: string; until: number },
): Seats {
  return seats.map((seat) => seat.member === member ? { ...seat, until } : seat);
}

/** Gives a member's seat up. */
export function revoke(seats: Seats, member: string): Seats {
  return seats.filter((seat) => seat.member !== member);
}

/** Gives up every seat whose time is over; `gone` are their members. */
export function expire(seats: Seats, now: number): { seats: Seats; gone: string[] } {
  const over = seats.filter((seat) => seat.until <= now);
  if (over.length === 0) return { seats, gone: [] };
  return {
    seats: seats.filter((seat) => seat.until > now),
    gone: over.map((seat) => seat.member),
  };
}

/** When the next seat is to be given up (milliseconds); Infinity if all are taken. */
export function nextExpiry(seats: Seats): number {
  return seats.reduce((next, seat) => Math.min(next, seat.until), Infinity);
}

function opens(seat: Seat, shown: SeatToken): boolean {
  return seat.token === shown || seat.shown === shown;
}
