// Checks which members of one open room are away, and when to check again. A `LiveRoom` keeps it to itself.
import type { Clock } from "../clock.ts";
import type { RoomSettings } from "../room_settings.ts";
import type { RoomView } from "./connection.ts";
import { awayChanges, nextCheck } from "./away_members.ts";
import { leave, markAway, markPresent, memberOf, type Room } from "./room.ts";
import type { RoomSeats } from "./room_seats.ts";

/** A check that comes so late, in milliseconds, judges nobody: signs of life may wait to be read. */
const LATE_MS = 1_000;

/** What the monitor needs of its room. */
export interface MonitoredRoom {
  readonly view: Pick<RoomView, "members" | "connections">;
  readonly seats: RoomSeats;
  readonly clock: Clock;
  readonly settings: Pick<RoomSettings, "silentMs" | "silenceGraceMs">;
  update(change: (room: Room) => Room): void;
  /** Cuts a member's connection, if there is one; the client has to join again. */
  drop(member: string): void;
  /** Seats may have ended without any other change. */
  checked(): void;
}

/** Marks silent members as away, and ends their seats when they are silent for too long. */
export class AwayMonitor {
  readonly #room: MonitoredRoom;
  #timer: unknown;
  #isClosed = false;

  constructor(room: MonitoredRoom) {
    this.#room = room;
  }

  /** Plans the check for the next moment at which something may change without anybody acting. */
  plan(): void {
    const { view, seats, clock, settings: { silentMs } } = this.#room;
    clock.clearTimeout(this.#timer);
    if (this.#isClosed) return;
    const now = clock.steady();
    const { members, connections } = view;
    const due = nextCheck({ members, connections, seats: seats.all }, { now, silentMs });
    if (due !== Infinity) this.#set(due, Math.max(0, due - now));
  }

  /** No check comes any more. */
  close(): void {
    this.#isClosed = true;
    this.#room.clock.clearTimeout(this.#timer);
  }

  /** Another member still receives media of this one, who is away: keeps the seat for a while. */
  attestAlive(member: string): void {
    const { view, seats } = this.#room;
    if (memberOf(view, member)?.away !== true) return;
    seats.attest(member);
    this.plan();
  }

  #set(due: number, ms: number): void {
    const { clock } = this.#room;
    this.#timer = clock.setTimeout(() => {
      const now = Math.max(due, clock.steady()); // timers may fire a moment early
      if (now - due > LATE_MS) this.#set(clock.steady() + LATE_MS, LATE_MS);
      else this.#check(now);
    }, ms);
  }

  #check(now: number): void {
    const { view, seats, settings: { silentMs, silenceGraceMs } } = this.#room;
    for (const change of awayChanges(view, { now, silentMs, silenceGraceMs })) {
      const { member, away, until } = change;
      seats.keepUntil(member, until);
      this.#room.update((room) => away ? markAway(room, member) : markPresent(room, member));
    }
    for (const member of seats.expire(now)) this.#giveUp(member);
    this.#room.checked();
    this.plan();
  }

  /** A member gave no sign of life for too long: out of the room, but not forgotten yet. */
  #giveUp(member: string): void {
    const known = memberOf(this.#room.view, member);
    if (known === undefined) return;
    this.#room.drop(member);
    this.#room.seats.remember(known);
    this.#room.update((room) => leave(room, member));
  }
}
