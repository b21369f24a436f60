// Which call is on in each room and who belongs to it: what this server answers for, above all snapshots.
import * as v from "valibot";
import { type OwnRights, type Role, ROLES } from "../../protocol/roles.ts";
import { hasRight } from "../room/room_access.ts";
import { ownRightsSchema } from "../access/access_schema.ts";
import { sameRights } from "../room/room.ts";
import type { Clock } from "../clock.ts";
import type { Storage } from "../storage.ts";
import type { RoomValues } from "../room/room_values.ts";

/** Somebody who belongs to a call: who left or was removed is in its list no more. */
export interface CallMember {
  readonly id: string;
  readonly role: Role;
  /** In the room, away or not; else they were away for too long and may only come again. */
  readonly inside: boolean;
  /** Their microphone is on although guests have no right to it any more: on it may stay. */
  readonly mic: boolean;
  /** The hash of the host's key that they showed, which is worth nothing once they step down. */
  readonly key: string | null;
  /** What a host gave to them alone, or took away. */
  readonly rights?: OwnRights;
}

/** One call: from the first person in an empty room until nobody can come back, or a host ends it. */
export interface Call {
  /** Never used twice in a room, and grows: snapshots and chat lines of another call are refused. */
  readonly number: number;
  readonly members: readonly CallMember[];
}

/** Records that the disk did not take and that are tried again; the oldest is given up first. */
const MAX_UNSAVED = 10_000;
/** Until they are tried again, in milliseconds. */
const RETRY_MS = 1_000;

/** Who belongs to an open room's call right now. */
function membersOf({ room, seats }: Pick<RoomValues, "room" | "seats">): CallMember[] {
  const members = new Map(room.members.map((member) => [member.id, member]));
  return seats.map(({ member: id, gone }) => {
    const known = members.get(id);
    const role = known?.role ?? gone?.role ?? "guest";
    const rights = (known ?? gone)?.rights;
    const kept = known !== undefined && !hasRight(room.access, { role, rights, right: "mic" });
    const mic = kept && known.media.mic;
    const key = room.access?.hosts.find((host) => host.member === id)?.hash ?? null;
    return { id, role, inside: known !== undefined, mic, key, ...(rights && { rights }) };
  });
}

/** Snapshots are taken so long after the start, in milliseconds: later nobody is expected any more. */
export const ADOPT_MS = 180_000;
/** More numbers than one call uses before a restart: the next ones are above them. */
const NUMBERS_OF_CALL = 100_000_000;
/** More lines than were said after a snapshot was sealed. */
const LINES_UNSEEN = 10_000;
/** So long it takes, in milliseconds, until the last digits of the time are the same again. */
const DIGITS_MS = 10_000_000;

/**
 * Where a run numbers its lines from when it takes up a call of which it heard up to `last`. The
 * last digits are those of the time, by whichever snapshot it goes on: other runs, of which it may know
 * nothing, began at another time, so each of their lines finds its place free when handed over.
 */
export function numberAbove(last: number, now: number): number {
  const least = Math.max(last + LINES_UNSEEN, now);
  const behind = (least - now) % DIGITS_MS;
  return behind === 0 ? least : least + DIGITS_MS - behind;
}

/** The calls of all rooms, and of those before a restart that may go on. */
export class CallRecords {
  readonly #clock: Clock;
  readonly #startedAt: number;
  #alarm: unknown;
  /** Whether they outlive this process: then snapshots are no proof of belonging. */
  readonly isDurable: boolean;
  readonly #storage: Storage;
  readonly #calls = new Map<string, Call>();
  /** Calls of before the start, with those members who are not back yet. */
  readonly #expected = new Map<string, Call>();
  /** Rooms whose record the disk did not take. */
  readonly #unsaved = new Set<string>();
  #retrying: unknown = null;
  /** Above every number and every line that this process knows of, whatever the clock says. */
  #floor = 0;

  constructor({ storage, clock }: { storage: Storage; clock: Clock }) {
    this.#clock = clock;
    this.#startedAt = clock.steady();
    this.#storage = storage;
    this.isDurable = storage.isDurable;
    this.#floor = storage.callFloor();
    for (const { room, number, ended, members } of storage.calls()) {
      this.#floor = Math.max(this.#floor, number);
      const { success, output } = v.safeParse(membersSchema, members);
      if (success && !ended) this.#expected.set(room, { number, members: output });
    }
    if (this.#expected.size === 0) return;
    this.#alarm = clock.setTimeout(() => this.#stopExpecting(), ADOPT_MS);
  }

  /** Whether this run is young enough to go on from snapshots of the one before. */
  get acceptsSnapshots(): boolean {
    return this.#clock.steady() - this.#startedAt < ADOPT_MS;
  }

  /** Saves what can be saved, and stops the timers. What is kept stays. */
  stop(): void {
    this.#retry();
    this.#clock.clearTimeout(this.#alarm);
    this.#clock.clearTimeout(this.#retrying);
  }

  /** The call on in this room, with everybody who belongs to it; null if there is none. */
  of(room: string): Call | null {
    const expected = this.#expected.get(room);
    const call = this.#calls.get(room) ?? expected;
    if (call === undefined) return null;
    return { number: call.number, members: withExpected(call.members, expected) };
  }

  /**
   * The call of a room that is opened: the one that was on before a restart as long as its people
   * are expected, else a new one. Its lines come after `last`.
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

  /** Keeps who belongs to an open room's call, should this process be gone in a moment. */
  keep(values: Pick<RoomValues, "room" | "call" | "seats">): void {
    const { room: { name: room }, call: number, seats } = values;
    if (seats.length === 0) return; // whoever comes first takes a seat at once; the last one closes
    const members = membersOf(values);
    const known = this.#calls.get(room);
    const expected = this.#expected.get(room);
    const rest = expected?.members.filter(({ id }) => !members.some((back) => back.id === id)) ??
      [];
    if (expected !== undefined && rest.length < expected.members.length) {
      if (rest.length === 0) this.#expected.delete(room);
      else this.#expected.set(room, { number: expected.number, members: rest });
    } else if (known?.number === number && isSame(known.members, members)) {
      return;
    }
    this.#calls.set(room, { number, members });
    this.#save(room);
  }

  /** Nobody is in the room any more; those who are expected may still come. `last` is its last line. */
  close(room: string, last: number): void {
    this.#calls.delete(room);
    this.#floor = Math.max(this.#floor, last);
    this.#save(room);
  }

  /** The call is over for everybody. */
  end(room: string): void {
    this.#expected.delete(room);
    this.#calls.delete(room);
    this.#save(room);
  }

  /** Who has not come back until now is expected no more. */
  #stopExpecting(): void {
    const rooms = [...this.#expected.keys()];
    this.#expected.clear();
    for (const room of rooms) this.#save(room);
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
      ? this.#storage.deleteCall(room)
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

  /** A full disk may have space again. One that fails is asked once, about another room each time. */
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

function isSame(one: readonly CallMember[], other: readonly CallMember[]): boolean {
  return one.length === other.length && one.every(({ id, ...rest }, at) => {
    const { [at]: also } = other;
    return also?.id === id && also.role === rest.role && also.inside === rest.inside &&
      also.mic === rest.mic && also.key === rest.key && sameRights(also.rights, rest.rights);
  });
}

const membersSchema = v.array(
  v.strictObject(
    {
      id: v.string(),
      role: v.picklist(ROLES),
      inside: v.boolean(),
      mic: v.boolean(),
      key: v.nullable(v.string()),
      rights: v.exactOptional(ownRightsSchema),
    } satisfies { [K in keyof CallMember]-?: v.GenericSchema },
  ),
);
