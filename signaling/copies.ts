// A room as its members keep it for a server that may forget everything: sealed, so only we can read it.
import * as v from "valibot";
import { MAX_COPY } from "../protocol/limits.ts";
import { ROLES } from "../protocol/roles.ts";
import type { Member } from "../protocol/shapes.ts";
import { estateSchema as estate } from "./estates/estate_schema.ts";
import type { Room } from "./rooms.ts";
import type { Gone, Seat } from "./seats.ts";
import type { Seals } from "./seals.ts";
import type { OpenRoom } from "./visitor.ts";

/** Everything that a restarted server needs to go on with a room, but for the lines of its chat. */
export interface Copy {
  /** The run of the server that sealed it. */
  run: string;
  /** When, in milliseconds since 1970 by the server's clock. */
  at: number;
  /** When the room was opened, likewise; lines of its chat are younger. */
  born: number;
  /** `seq` of its newest line. */
  last: number;
  room: Room;
  seats: Pick<Seat, "member" | "turn" | "gone">[];
}

/** A copy is good for so long, in milliseconds. */
const MAX_AGE_MS = 12 * 3_600_000;
/** A server's clock may be set back by so much. */
const MAX_AHEAD_MS = 600_000;

/** The room as it is now, sealed; "" when it has grown too large for a message. */
export function sealCopy(
  seals: Seals,
  { room, born, log, seats }: OpenRoom,
  { run, now }: { run: string; now: number },
): string {
  const kept = seats.map(({ member, turn, gone }) => ({ member, turn, gone }));
  const copy: Copy = { run, at: now, born, last: log.last, room, seats: kept };
  const sealed = seals.seal("copy", copy);
  return sealed.length <= MAX_COPY ? sealed : "";
}

/** What a sealed copy says of the room called `name`; null if it is not ours, or too old. */
export function readCopy(
  seals: Seals,
  sealed: string,
  { name, now }: { name: string; now: number },
): Copy | null {
  const { success, output } = v.safeParse(schema, seals.open("copy", sealed));
  if (!success || output.room.name !== name) return null;
  const age = now - output.at;
  return age <= MAX_AGE_MS && age >= -MAX_AHEAD_MS ? output : null;
}

const number = v.number();
const string = v.string();
const boolean = v.boolean();

const role = v.picklist(ROLES);

/** Copies of an older program may lack something: they are refused, and people join anew. */
const schema = v.strictObject({
  run: string,
  at: number,
  born: number,
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
        } satisfies Entries<Member>,
      )),
      estate: v.nullable(estate),
    } satisfies Entries<Room>,
  ),
  seats: v.array(v.strictObject({
    member: string,
    turn: number,
    gone: v.nullable(
      v.strictObject({ epoch: number, joinedAt: number, role } satisfies Entries<Gone>),
    ),
  })),
});

/** One schema for each key: whoever adds to a room must say what is restored of it. */
type Entries<T> = { [K in keyof T]-?: v.GenericSchema };
