// Which call is on in each room, and who belongs to it. These records outrank every snapshot.
import * as v from "valibot";
import { type CallMember, membersOf, membersSchema, sameMembers } from "./call_members.ts";
import type { Clock } from "../clock.ts";
import type { CallRecord, Storage } from "../storage.ts";
import type { RoomValues } from "../room/room_values.ts";

/** One call: from the first person in an empty room until nobody can come back, or a host ends it. */
export interface Call {
  /** Grows from call to call of a room. The server refuses snapshots and chat lines of another call. */
  readonly number: number;
  readonly members: readonly CallMember[];
}

/** A call whose members may come back until `until`, in steady milliseconds. */
interface ExpectedCall extends Call {
  readonly until: number;
}

/** Records that the disk refused and that the server writes again later; it drops the oldest first. */
const MAX_UNSAVED = 10_000;
/** Time before the server writes them again, in milliseconds. */
const RETRY_MS = 1_000;

/** Time in which the server accepts snapshots of a room after it began to live here, in milliseconds. */
export const ADOPT_MS = 180_000;
/** More line numbers than one call uses before a restart, so that later numbers are higher. */
const NUMBERS_OF_CALL = 100_000_000;
/** More lines than members say after a snapshot was sealed. */
const LINES_UNSEEN = 10_000;
/** Period after which the last digits of the time repeat, in milliseconds. */
const DIGITS_MS = 10_000_000;

/**
 * The number from which a run counts its lines when it continues a call that it knows up to `last`.
 * Its last digits are those of the time. Other runs, which this one may not know of, began at another
 * time, so the numbers of their lines are free here when members hand those lines over.
 */
export function numberAbove(last: number, now: number): number {
  const least = Math.max(last + LINES_UNSEEN, now);
  const behind = (least - now) % DIGITS_MS;
  return behind === 0 ? least : least + DIGITS_MS - behind;
}

/** The calls of all rooms, and calls from before a restart that may continue. */
export class CallRecords {
  readonly #clock: Clock;
  #timer: unknown = null;
  /** Whether the records outlive this process; if so, a snapshot does not prove membership. */
  readonly isDurable: boolean;
  readonly #storage: Storage;
  readonly #calls = new Map<string, Call>();
  /** Calls from before their rooms lived here, with the members who have not returned yet; the oldest first. */
  readonly #expected = new Map<string, ExpectedCall>();
  /** Rooms whose record the disk refused. */
  readonly #unsaved = new Set<string>();
  #retrying: unknown = null;
  /** At least every call and line number that this process knows, whatever the clock says. */
  #floor = 0;

  constructor({ storage, clock }: { storage: Storage; clock: Clock }) {
    this.#clock = clock;
    this.#storage = storage;
    this.isDurable = storage.isDurable;
    this.#floor = storage.callFloor();
    for (const record of storage.calls()) this.expect(record);
  }

  /** A room that lived elsewhere, or before the start, lives here now: the members of its call may come back. */
  expect({ room, number, ended, members }: Omit<CallRecord, "openedAt">): void {
    this.raiseFloor(number);
    const { success, output } = v.safeParse(membersSchema, members);
    if (!success || ended) return;
    this.#expected.set(room, {
      number,
      members: output,
      until: this.#clock.steady() + ADOPT_MS,
    });
    this.#planEnd();
  }

  /** Numbers up to this one are used. */
  raiseFloor(number: number): void {
    this.#floor = Math.max(this.#floor, number);
  }

  /** The room lives in another process, which keeps its record from now on. */
  forget(room: string): void {
    this.#expected.delete(room);
    this.#calls.delete(room);
    this.#unsaved.delete(room);
  }

  /** Whether members of the room's call are inside or may come back. */
  has(room: string): boolean {
    return this.#calls.has(room) || this.#expected.has(room);
  }

  /** Saves what the disk takes, and stops the timers. The records stay. */
  stop(): void {
    this.#retry();
    this.#clock.clearTimeout(this.#timer);
    this.#clock.clearTimeout(this.#retrying);
  }

  /** The call of this room with all its members; null if there is none. */
  of(room: string): Call | null {
    const expected = this.#expected.get(room);
    const call = this.#calls.get(room) ?? expected;
    if (call === undefined) return null;
    return { number: call.number, members: withExpected(call.members, expected) };
  }

  /**
   * The call of a room that opens: the one from before a restart while the server expects its
   * members, otherwise a new one. Its lines are numbered above `last`.
   */
  begin(room: string): { number: number; last: number } {
    const now = this.#clock.now();
    const expected = this.#expected.get(room);
    if (expected?.members.some(({ inside }) => inside)) {
      const { number } = expected;
      this.#floor = numberAbove(Math.max(this.#floor, number + NUMBERS_OF_CALL), now);
      return { number, last: this.#floor };
    }
    this.#expected.delete(room);
    this.#floor = Math.max(now, this.#floor + 1);
    return { number: this.#floor, last: this.#floor };
  }

  /** Records who belongs to an open room's call, in case this process stops. */
  keep(values: Pick<RoomValues, "room" | "call" | "seats">): void {
    const { room: { name: room }, call: number, seats } = values;
    if (seats.length === 0) return; // the first member takes a seat at once; `close` follows the last
    const members = membersOf(values);
    const known = this.#calls.get(room);
    const expected = this.#expected.get(room);
    const rest = expected?.members.filter(({ id }) => !members.some((back) => back.id === id)) ??
      [];
    if (expected !== undefined && rest.length < expected.members.length) {
      if (rest.length === 0) this.#expected.delete(room);
      else this.#expected.set(room, { ...expected, members: rest });
    } else if (known?.number === number && sameMembers(known.members, members)) {
      return;
    }
    this.#calls.set(room, { number, members });
    this.#save(room);
  }

  /** The room is empty; expected members may still come. `last` is the number of its last line. */
  close(room: string, last: number): void {
    this.#calls.delete(room);
    this.raiseFloor(last);
    this.#save(room);
  }

  /** The call is over for everybody. */
  end(room: string): void {
    this.#expected.delete(room);
    this.#calls.delete(room);
    this.#save(room);
  }

  /** The server no longer expects members who have not returned in time. */
  #planEnd(): void {
    const [first] = this.#expected.values();
    if (first === undefined) return;
    const ms = Math.max(0, first.until - this.#clock.steady());
    this.#timer ??= this.#clock.setTimeout(() => {
      this.#timer = null;
      const now = this.#clock.steady();
      const late = [...this.#expected].filter(([, { until }]) => until <= now);
      for (const [room] of late) this.#expected.delete(room);
      for (const [room] of late) this.#save(room);
      this.#planEnd();
    }, ms);
  }

  #save(room: string): void {
    this.#unsaved.delete(room);
    if (this.#write(room)) return;
    this.#unsaved.add(room);
    const [oldest] = this.#unsaved;
    if (this.#unsaved.size > MAX_UNSAVED && oldest !== undefined) this.#unsaved.delete(oldest);
    this.#plan();
  }

  #write(room: string): boolean {
    const call = this.of(room);
    const saved = call === null
      ? this.#storage.deleteCall(room, this.#floor)
      : this.#storage.saveCall({ room, openedAt: call.number, ended: false, ...call });
    return saved === "saved";
  }

  #plan(): void {
    if (this.#unsaved.size === 0) return;
    this.#retrying ??= this.#clock.setTimeout(() => {
      this.#retrying = null;
      this.#retry();
      this.#plan();
    }, RETRY_MS);
  }

  /** A full disk may have space again. If the disk fails, one write is tried, for another room each time. */
  #retry(): void {
    for (const room of [...this.#unsaved]) {
      this.#unsaved.delete(room);
      if (this.#write(room)) continue;
      this.#unsaved.add(room);
      return;
    }
  }
}

function withExpected(members: readonly CallMember[], expected: Call | undefined): CallMember[] {
  const rest = expected?.members.filter(({ id }) => !members.some((each) => each.id === id));
  return [...members, ...rest ?? []];
}
