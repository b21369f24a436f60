// A room as its members keep it for a server that may forget everything: sealed, so only we can read it.
import * as v from "valibot";
import { MAX_COPY } from "../../protocol/limits.ts";
import { ROLES } from "../../protocol/roles.ts";
import type { Member } from "../../protocol/shapes.ts";
import { accessSchema, ownRightsSchema as ownRights } from "../access/access_schema.ts";
import type { Room } from "../room/room.ts";
import { type Gone, type Origin, type Seat, UNKNOWN_ORIGIN } from "../room/seats.ts";
import type { ServerCrypto } from "../server_crypto.ts";
import type { RoomValues } from "../room/room_values.ts";
import type { SnapshotStamp } from "./snapshot_stamp.ts";

/** When a snapshot is sealed, and whether the server keeps calls itself. */
export type SealStamp = Omit<SnapshotStamp, "after"> & { readonly isDurable: boolean };

/** Everything that a restarted server needs to go on with a room, but for the lines of its chat. */
export interface RoomSnapshot extends SnapshotStamp {
  /** The number of the call. */
  readonly call: number;
  /** `seq` of its newest line. */
  readonly last: number;
  readonly room: Room;
  readonly seats: readonly Pick<Seat, "member" | "turn" | "gone" | "origin">[];
}

/**
 * The room as it is now, sealed; "" when it has grown too large for a message. A server that keeps
 * calls itself (`isDurable`) gives nothing of what hosts decided out of its hands.
 */
export function sealSnapshot(
  crypto: ServerCrypto,
  { room, call, after, log, seats }: Readonly<RoomValues>,
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
  const sealed = crypto.seal("copy", snapshot);
  return sealed.length <= MAX_COPY ? sealed : "";
}

/** What a sealed snapshot says of the room called `name`; null if it is not ours. */
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

/** Snapshots of an older program may lack something: they are refused, and people join anew. */
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
