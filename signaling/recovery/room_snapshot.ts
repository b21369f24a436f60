// A room as its members keep it for a restarted server: encrypted, so that only the server can read it.
import * as v from "valibot";
import { MAX_COPY } from "../../protocol/limits.ts";
import { ROLES } from "../../protocol/roles.ts";
import type { Member } from "../../protocol/shapes.ts";
import { accessSchema, ownRightsSchema as ownRights } from "../access/access_schema.ts";
import { pack, unpack } from "./packed_json.ts";
import type { RoomAccess } from "../room/room_access.ts";
import type { Room } from "../room/room.ts";
import { type Gone, type Origin, type Seat, UNKNOWN_ORIGIN } from "../room/seats.ts";
import type { ServerCrypto } from "../server_crypto.ts";
import type { RoomValues } from "../room/room_values.ts";
import type { SnapshotStamp } from "./snapshot_stamp.ts";

/** When a snapshot is sealed, and whether the server keeps calls itself. */
export type SealStamp = Omit<SnapshotStamp, "after"> & { readonly isDurable: boolean };

/** Everything that a restarted server needs to continue a room, except its chat lines. */
export interface RoomSnapshot extends SnapshotStamp {
  /** The number of the call. */
  readonly call: number;
  /** `seq` of its newest line. */
  readonly last: number;
  readonly room: Room;
  readonly seats: readonly Pick<Seat, "member" | "turn" | "gone" | "origin">[];
}

/**
 * What goes, one after the other, from a room whose snapshot would be too large. What hosts took away
 * does not come back with it: the room is locked instead, as one with a ban too many.
 */
const REDUCTIONS: readonly ((snapshot: RoomSnapshot) => RoomSnapshot)[] = [
  withoutRecordings, // whoever records says so again, and nobody is recorded who has not answered anew
  (snapshot) => ({ ...snapshot, seats: snapshot.seats.filter(({ gone }) => gone === null) }),
  (snapshot) => withAccess(snapshot, { invites: [] }),
  (snapshot) => withAccess(snapshot, { restrictions: [], locked: true }),
  (snapshot) => withAccess(snapshot, { bans: [], locked: true }),
];

/**
 * The room as it is now, sealed. A server that keeps calls on a disk (`isDurable`) leaves out what
 * hosts decided. Every room within the bounds of this product fits, the largest ones without seats
 * of those who are gone, without invitations, or locked instead of what was taken from single people.
 */
export function sealSnapshot(
  crypto: ServerCrypto,
  { room: { media: _, ...room }, call, after, log, seats }: Readonly<RoomValues>,
  { isDurable, ...stamp }: SealStamp,
): string {
  const kept = seats.map(({ member, turn, gone, origin }) => ({ member, turn, gone, origin }));
  const presence = isDurable ? { ...room, access: null } : room;
  const snapshot: RoomSnapshot = {
    ...stamp,
    after,
    call,
    last: log.last,
    room: presence,
    seats: kept,
  };
  const seal = (one: RoomSnapshot) => crypto.seal("copy", pack(one));
  let [fitting, sealed] = [snapshot, seal(snapshot)];
  for (const reduce of REDUCTIONS) {
    if (sealed.length <= MAX_COPY) break;
    fitting = reduce(fitting);
    sealed = seal(fitting);
  }
  return sealed.length <= MAX_COPY ? sealed : "";
}

function withoutRecordings(snapshot: RoomSnapshot): RoomSnapshot {
  const members = snapshot.room.members.map(({ recording: _, consent: __, ...member }) => member);
  return { ...snapshot, room: { ...snapshot.room, members } };
}

function withAccess(snapshot: RoomSnapshot, change: Partial<RoomAccess>): RoomSnapshot {
  const { room } = snapshot;
  return room.access === null
    ? snapshot
    : { ...snapshot, room: { ...room, access: { ...room.access, ...change } } };
}

/** Opens a sealed snapshot of the room called `name`; null if this server did not seal it. */
export function readSnapshot(
  crypto: ServerCrypto,
  sealed: string,
  name: string,
): RoomSnapshot | null {
  const { success, output } = v.safeParse(
    schema,
    withNewNames(unpack(crypto.open("copy", sealed))),
  );
  return success && output.room.name === name ? output : null;
}

/** How servers of protocol 1 called the access rules: an update of the server ends no call. */
const OLD_ACCESS = "estate";

function withNewNames(value: unknown): unknown {
  const { success, output } = v.safeParse(oldNames, value);
  if (!success) return value;
  const { room: { [OLD_ACCESS]: access, ...room }, ...rest } = output;
  return { ...rest, room: { ...room, access } };
}

const oldNames = v.looseObject({ room: v.looseObject({ [OLD_ACCESS]: v.unknown() }) });

const number = v.number();
const string = v.string();
const boolean = v.boolean();

const role = v.picklist(ROLES);

/** The server refuses a snapshot of an older program that lacks a field; its members join anew. */
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
          recording: v.exactOptional(number),
          consent: v.exactOptional(v.strictObject({ told: number, agrees: boolean })),
        } satisfies Entries<Member>,
      )),
      access: v.nullable(accessSchema),
    } satisfies Entries<Omit<Room, "media">>, // a server that restarted asks its SFU anew
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

/** One schema for each key: a new field of a room must say how it is restored. */
type Entries<T> = { [K in keyof T]-?: v.GenericSchema };
