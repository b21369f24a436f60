// The seats of one room as a value: who may come back as which member, and until when.
import type { OwnRights } from "../../protocol/rights.ts";
import type { Role } from "../../protocol/roles.ts";
import type { SeatToken } from "../../protocol/shapes.ts";
import type { ServerCrypto } from "../server_crypto.ts";

/** One member's seat, taken or empty. */
export interface Seat {
  readonly member: string;
  /** Counts the tokens that the server made for it, from 1. */
  readonly turn: number;
  /** Steady time in milliseconds when an empty seat ends; Infinity while it is taken. */
  readonly until: number;
  /** Steady time since which others attest that its member is alive, who is away; null if nobody does. */
  readonly attestedFrom: number | null;
  /** What its member was before being away too long; null while the member is in the room. */
  readonly gone: Gone | null;
  readonly origin: Origin;
  /** The page that took it last; absent if the page gave no id, and after a restart. */
  readonly page?: string;
}

/** Where a member came from. The seat keeps it, so that a host can ban a member who is away. */
export interface Origin {
  /** Our mark of the latest address; "" if it is unknown. */
  readonly address: string;
  /** The id of the invitation; null if there was none. */
  readonly invite: string | null;
}

/** An unknown origin. */
export const UNKNOWN_ORIGIN: Origin = { address: "", invite: null };

/** What the seat keeps of a member who is out of the room, so that they can return as the same. */
export interface Gone {
  readonly epoch: number;
  readonly joinedAt: number;
  readonly role: Role;
  readonly rights?: OwnRights;
}

/** All seats of a room. A seat token opens a seat only in the room that it was made for. */
export type Seats = readonly Seat[];

/** What a genuine token says. */
export interface Shown {
  readonly member: string;
  readonly turn: number;
}

/** Empty seats of former members that one room keeps; beyond this, the oldest guest's goes first. */
const MAX_GONE = 32;

/**
 * The token of a seat's turn. It names the member and carries our signature, so that even a server
 * that forgot everything recognises it. The room is in the signature, not in the token.
 */
export function tokenOf(
  crypto: ServerCrypto,
  { room, member, turn }: { room: string } & Shown,
): SeatToken {
  return `${crypto.sign("seat", marked({ room, member, turn }))}${turn}_${member}`;
}

/** What a token says; null if this server never made it for this room. */
export function readToken(
  crypto: ServerCrypto,
  { room, token }: { room: string; token: SeatToken },
): Shown | null {
  const [, mark = "", digits = "", member = ""] = /^([\w-]{22})(\d{1,9})_([\w-]+)$/.exec(token) ??
    [];
  const shown = { member, turn: Number(digits) };
  return crypto.isSigned("seat", { mark, text: marked({ room, ...shown }) }) ? shown : null;
}

function marked({ room, member, turn }: { room: string } & Shown): string {
  return JSON.stringify([room, member, turn]);
}

const TAKEN = { until: Infinity, attestedFrom: null, gone: null };

/** Adds a taken seat for a new member. */
export function issue(seats: Seats, member: string, origin = UNKNOWN_ORIGIN): Seats {
  return [...seats, { member, ...TAKEN, turn: 1, origin }];
}

/** Where a member came from, as far as it is known; `now` is the address of their connection. */
export function originOf(seats: Seats, member: string, now = ""): Origin {
  const { origin } = seats.find((seat) => seat.member === member) ?? { origin: UNKNOWN_ORIGIN };
  return now === "" ? origin : { ...origin, address: now };
}

/** Notes which page has taken a seat. */
export function withPage(seats: Seats, member: string, page: string | undefined): Seats {
  return page === undefined ? seats : change(seats, member, (seat) => ({ ...seat, page }));
}

/**
 * The seat that this token opens at time `now` (steady milliseconds), or null. The newest turn
 * opens it, and the one before: the reply that carried the newest may have been lost. A later one
 * than we know of is genuine, too: it was made before a restart, after the snapshot that we started
 * from.
 */
export function seatFor(seats: Seats, { member, turn }: Shown, now: number): Seat | null {
  const seat = seats.find((seat) => seat.member === member);
  return seat !== undefined && turn >= seat.turn - 1 && now < seat.until ? seat : null;
}

/**
 * A member takes the seat again, from this address, by the token of `turn`; the next turn begins.
 */
export function renew(seats: Seats, { member, turn }: Shown, address = ""): Seats {
  return change(seats, member, ({ origin, page }) => ({
    member,
    ...(page === undefined ? {} : { page }),
    ...TAKEN,
    turn: turn + 1,
    origin: address === "" ? origin : { ...origin, address },
  }));
}

/** Keeps a seat free for its member until `until` (steady milliseconds). */
export function keepUntil(
  seats: Seats,
  { member, until }: { member: string; until: number },
): Seats {
  const heard = until === Infinity ? { attestedFrom: null } : {};
  return change(seats, member, (seat) => ({ ...seat, ...heard, until }));
}

/** Keeps a seat for another `graceMs`, but by attestations alone no longer than `limitMs` in all. */
export function attest(
  seats: Seats,
  member: string,
  { now, graceMs, limitMs }: { now: number; graceMs: number; limitMs: number },
): Seats {
  return change(seats, member, (seat) => {
    const attestedFrom = seat.attestedFrom ?? now;
    const until = Math.min(now + graceMs, attestedFrom + limitMs);
    return { ...seat, attestedFrom, until: Math.max(seat.until, until) };
  });
}

/** The member is out of the room, but may return until `until` (steady milliseconds). */
export function remember(
  seats: Seats,
  { member, gone, until }: { member: string; gone: Gone; until: number },
): Seats {
  const changed = change(seats, member, (seat) => ({ ...seat, gone, until }));
  const extra = changed.filter((seat) => seat.gone !== null)
    .toSorted((a, b) => Number(isDecided(a)) - Number(isDecided(b)) || a.until - b.until)
    .slice(0, -MAX_GONE);
  return extra.length === 0 ? changed : changed.filter((seat) => !extra.includes(seat));
}

/** Whether a host changed the member's role or rights: no crowd of strangers may push that out. */
function isDecided({ gone }: Seat): boolean {
  return gone !== null && (gone.role !== "guest" || gone.rights !== undefined);
}

/** Ends a member's seat. */
export function revoke(seats: Seats, member: string): Seats {
  return seats.filter((seat) => seat.member !== member);
}

/**
 * Finds what has expired at time `now` (steady milliseconds). `gone` are members who were away too
 * long; the caller must {@link remember} them. `seats` lacks those remembered for too long.
 */
export function expire(seats: Seats, now: number): { seats: Seats; gone: string[] } {
  const over = seats.filter((seat) => seat.until <= now);
  if (over.length === 0) return { seats, gone: [] };
  return {
    seats: seats.filter((seat) => seat.until > now || seat.gone === null),
    gone: over.filter((seat) => seat.gone === null).map((seat) => seat.member),
  };
}

/** When the next seat ends (steady milliseconds); Infinity if all are taken. */
export function nextExpiry(seats: Seats): number {
  return seats.reduce((next, seat) => Math.min(next, seat.until), Infinity);
}

function change(seats: Seats, member: string, to: (seat: Seat) => Seat): Seats {
  return seats.map((seat) => seat.member === member ? to(seat) : seat);
}
