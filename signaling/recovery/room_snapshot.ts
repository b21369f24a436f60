// A room as its members keep it for a server that may forget everything: sealed, so only we can read it.
import * as v from "valibot";
import { MAX_COPY } from "../../protocol/limits.ts";
import { ROLES } from "../../protocol/roles.ts";
import type { Member } from "../../protocol/shapes.ts";
import { accessSchema, ownRightsSchema as ownRights } from "../access/access_schema.ts";
import type { Room } from "../room/room.ts";
import { type Gone, type Origin, type Seat, UNKNOWN_ORIGIN } from "../room/seats.ts";
import type { ServerCrypto } from "../server_crypto.ts";
import type { OpenRoom } from "../room/connection.ts";

/** When a copy was sealed, told so that it does not hang on clocks that somebody may set. */
export interface SnapshotStamp {
  /** The run of the server that sealed it. */
  readonly run: string;
  /** Grows with each copy of that run. */
  readonly tick: number;
  /** Runs that are known to have been before, the last one first. */
  readonly after: readonly string[];
  /** Milliseconds since 1970 by the clock of that run. */
  readonly at: number;
}

/** Everything that a restarted server needs to go on with a room, but for the lines of its chat. */
export interface RoomSnapshot extends SnapshotStamp {
  /** The number of the call. */
  readonly call: number;
  /** `seq` of its newest line. */
  readonly last: number;
  readonly room: Room;
  readonly seats: readonly Pick<Seat, "member" | "turn" | "gone" | "origin">[];
}

/** Runs before a copy's own that it names. */
const MAX_RUNS = 8;

/** When it was sealed, without what it says. */
export function stampOf({ run, tick, after, at }: SnapshotStamp): SnapshotStamp {
  return { run, tick, after, at };
}

/** Whether one was sealed after the other: by what is known, by their clocks only when nothing is. */
export function isNewer(one: SnapshotStamp, other: SnapshotStamp): boolean {
  if (one.run === other.run) return one.tick > other.tick;
  if (one.after.includes(other.run)) return true;
  if (other.after.includes(one.run)) return false;
  return one.at > other.at;
}

/** The runs before the one that goes on from this copy. */
export function runsUpTo({ run, after }: SnapshotStamp, known: readonly string[] = []): string[] {
  return [...new Set([run, ...after, ...known])].slice(0, MAX_RUNS);
}

/**
 * The room as it is now, sealed; "" when it has grown too large for a message. A server that keeps
 * calls itself (`isDurable`) gives nothing of what hosts decided out of its hands.
 */
export function sealSnapshot(
  crypto: ServerCrypto,
  { room, call, after, log, seats }: OpenRoom,
  { isDurable, ...stamp }: Omit<SnapshotStamp, "after"> & { isDurable: boolean },
): string {
  const kept = seats.map(({ member, turn, gone, origin }) => ({ member, turn, gone, origin }));
  const presence = isDurable ? { ...room, access: null } : room;
  const copy: RoomSnapshot = { ...stamp, after, call, last: log.last, room: presence, seats: kept };
  const sealed = crypto.seal("copy", copy);
  return sealed.length <= MAX_COPY ? sealed : "";
}

/** What a sealed copy says of the room called `name`; null if it is not ours. */
export function readSnapshot(
  crypto: ServerCrypto,
  sealed: string,
  name: string,
): RoomSnapshot | null {
  const { success, output } = v.safeParse(schema, crypto.open("copy", sealed));
  return success && output.room.name === name ? output : null;
}

const number = v.number();
const string = v.string();
const boolean = v.boolean();

const role = v.picklist(ROLES);

/** Copies of an older program may lack something: they are refused, and people join anew. */
const schema = v.strictObject({
  run: string,
  tick: number,
  after: v.array(string),
  at: number,
  call: number,
  last: number,
  room: v.strictObject(
    {
      name: string,
      version: number,
      members: v.array(v.strictObject(
        {
          id: string,
          epoch: number,
          name: string,
          media: v.strictObject({
            mic: boolean,
            camera: boolean,
            screen: boolean,
            screenAudio: boolean,
          }),
          joinedAt: number,
          away: boolean,
          hand: v.nullable(number),
          role,
          rights: v.exactOptional(ownRights),
        } satisfies Entries<Member>,
      )),
      access: v.nullable(accessSchema),
    } satisfies Entries<Room>,
  ),
  seats: v.array(v.strictObject({
    member: string,
    turn: number,
    gone: v.nullable(
      v.strictObject(
        {
          epoch: number,
          joinedAt: number,
          role,
          rights: v.exactOptional(ownRights),
        } satisfies Entries<Gone>,
      ),
    ),
    origin: v.optional( // older programs did not write it
      v.strictObject({ address: string, invite: v.nullable(string) } satisfies Entries<Origin>),
      UNKNOWN_ORIGIN,
    ),
  })),
});

/** One schema for each key: whoever adds to a room must say what is restored of it. */
type Entries<T> = { [K in keyof T]-?: v.GenericSchema };
