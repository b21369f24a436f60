// The seats of one open room, and the clock by which they end. A `LiveRoom` keeps them to itself.
import type { Member } from "../../protocol/shapes.ts";
import type { Clock } from "../clock.ts";
import type { RoomSettings } from "../room_settings.ts";
import {
  attest,
  expire,
  issue,
  keepUntil,
  type Origin,
  remember,
  renew,
  revoke,
  type Seats,
  type Shown,
  withPage,
} from "./seats.ts";

/** How long seats are kept, in milliseconds, and by which clock. */
export interface SeatTerms {
  readonly clock: Clock;
  readonly settings: Pick<RoomSettings, "seatGraceMs" | "seatMemoryMs">;
}

/** Where a connection comes from, and which page it shows. */
export interface SeatedPage {
  readonly origin: Origin;
  readonly page: string | undefined;
}

/** All seats of the room: one for each member, and those of members who may come again. */
export class RoomSeats {
  readonly #terms: SeatTerms;
  #all: Seats;

  constructor(seats: Seats, terms: SeatTerms) {
    this.#all = seats;
    this.#terms = terms;
  }

  get all(): Seats {
    return this.#all;
  }

  /** Puts other seats in the place of all. */
  replace(seats: Seats): void {
    this.#all = seats;
  }

  /** Gives a new member a seat. */
  issue(member: string, { origin, page }: SeatedPage): void {
    this.#all = withPage(issue(this.#all, member, origin), member, page);
  }

  /** A member takes their seat again, from this address. */
  renew(shown: Shown, { address, page }: { address: string; page: string | undefined }): void {
    this.#all = withPage(renew(this.#all, shown, address), shown.member, page);
  }

  /** Keeps a seat for `graceMs` from now, or longer where others attested that its member is alive. */
  keepFor(member: string, graceMs: number): void {
    const known = this.#all.find((seat) => seat.member === member)?.until ?? Infinity;
    const least = known === Infinity ? 0 : known;
    this.keepUntil(member, Math.max(this.#terms.clock.steady() + graceMs, least));
  }

  /** Keeps a seat until this steady time in milliseconds; Infinity while its member is heard. */
  keepUntil(member: string, until: number): void {
    this.#all = keepUntil(this.#all, { member, until });
  }

  /** Somebody attests that a member who is away is alive: that alone keeps nobody for ever. */
  attest(member: string): void {
    const { clock, settings: { seatGraceMs: graceMs, seatMemoryMs: limitMs } } = this.#terms;
    this.#all = attest(this.#all, member, { now: clock.steady(), graceMs, limitMs });
  }

  /** A member is in the room no more, but may come again as the same for a while. */
  remember({ id: member, epoch, joinedAt, role, rights }: Member): void {
    const { clock, settings: { seatMemoryMs } } = this.#terms;
    const gone = { epoch, joinedAt, role, ...(rights && { rights }) };
    this.#all = remember(this.#all, { member, gone, until: clock.steady() + seatMemoryMs });
  }

  /** Ends a seat at once. */
  revoke(member: string): void {
    this.#all = revoke(this.#all, member);
  }

  /** Ends what is over at time `now` (steady); returns members who are away for too long. */
  expire(now: number): string[] {
    const { seats, gone } = expire(this.#all, now);
    this.#all = seats;
    return gone;
  }
}
