// The roll call of each room: marks the silent, ends seats, and is called again when that is due.
import { look, nextLook } from "./liveness.ts";
import type { Clock } from "../clock.ts";
import type { RoomDirectory } from "../room_directory.ts";
import { leave, markAway, markPresent, memberOf } from "./room.ts";
import { attest, expire, keepUntil, remember } from "./seats.ts";
import type { OpenRoom } from "./connection.ts";

/** A look at a room that comes so late says more of this server than of anybody's socket. */
const LATE_MS = 1_000;

/** Looks after who is still there, so that nobody stays who is gone and nobody goes who is slow. */
export class LivenessMonitor {
  readonly #directory: RoomDirectory;
  readonly #clock: Clock;

  constructor({ directory, clock }: { directory: RoomDirectory; clock: Clock }) {
    this.#directory = directory;
    this.#clock = clock;
  }

  /** Sets the alarm for the next moment at which something may change without anybody acting. */
  plan(open: OpenRoom): void {
    this.end(open);
    if (this.#directory.find(open.room.name) !== open) return;
    const now = this.#clock.steady();
    const due = nextLook(open, { now, silentMs: this.#directory.settings.silentMs });
    if (due === Infinity) return;
    open.look = this.#clock.setTimeout(() => this.#look(open, due), Math.max(0, due - now));
  }

  /** Takes the alarm back. */
  end(open: OpenRoom): void {
    this.#clock.clearTimeout(open.look);
  }

  /**
   * Somebody in the room still gets sound or picture of this member, who is away: it lives. Nobody
   * is kept for ever by that alone.
   */
  attestFor(open: OpenRoom, member: string): void {
    if (memberOf(open.room, member)?.away !== true) return;
    const { seatGraceMs: graceMs, seatMemoryMs: limitMs } = this.#directory.settings;
    open.seats = attest(open.seats, member, { now: this.#clock.steady(), graceMs, limitMs });
    this.plan(open);
  }

  /** Whatever is waiting to be read may be a sign of life, so a late look judges nobody. */
  #look(open: OpenRoom, due: number): void {
    const now = Math.max(due, this.#clock.steady()); // alarms may ring a moment early
    if (now - due > LATE_MS) {
      const again = this.#clock.steady() + LATE_MS;
      open.look = this.#clock.setTimeout(() => this.#look(open, again), LATE_MS);
      return;
    }
    this.#markSilent(open, now);
    const { seats, gone } = expire(open.seats, now);
    open.seats = seats;
    for (const member of gone) this.#giveUp(open, member);
    this.#directory.calls.keep(open);
    if (open.room.members.length === 0 && open.seats.length === 0) this.#directory.free(open);
    this.plan(open);
  }

  #markSilent(open: OpenRoom, now: number): void {
    const { silentMs, silenceGraceMs } = this.#directory.settings;
    const { wentSilent, heard } = look(open, { now, silentMs });
    for (const { member, heardAt } of wentSilent) {
      open.seats = keepUntil(open.seats, { member, until: heardAt + silenceGraceMs });
      this.#directory.update(open, { change: (room) => markAway(room, member) });
    }
    for (const member of heard) {
      open.seats = keepUntil(open.seats, { member, until: Infinity });
      this.#directory.update(open, { change: (room) => markPresent(room, member) });
    }
  }

  /** Too long without a sign of life: out of the room, but not forgotten yet. */
  #giveUp(open: OpenRoom, member: string): void {
    const known = memberOf(open.room, member);
    if (known === undefined) return;
    const silent = open.present.get(member);
    if (silent !== undefined) {
      this.#directory.detach(silent);
      silent.sink.drop(); // should it wake up, it has to join again
    }
    const { epoch, joinedAt, role, rights } = known;
    const until = this.#clock.steady() + this.#directory.settings.seatMemoryMs;
    open.seats = remember(open.seats, {
      member,
      gone: { epoch, joinedAt, role, ...(rights && { rights }) },
      until,
    });
    this.#directory.update(open, { change: (room) => leave(room, member) });
  }
}
