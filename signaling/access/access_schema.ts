// The form of access rules, for snapshots and files that an older or newer program may have written.
import * as v from "valibot";
import { RIGHTS } from "../../protocol/rights.ts";
import { ROLES } from "../../protocol/roles.ts";
import type { RoomAccess } from "../room/room_access.ts";

const number = v.number();
const string = v.string();
const boolean = v.boolean();

/** What one member has alone. */
export const ownRightsSchema = v.strictObject({
  mic: v.exactOptional(boolean),
  camera: v.exactOptional(boolean),
  screen: v.exactOptional(boolean),
  chat: v.exactOptional(boolean),
  files: v.exactOptional(boolean),
  record: v.exactOptional(boolean),
});

/** One schema for each key: whoever adds to access rules must say what is restored of it. */
export const accessSchema = v.strictObject(
  {
    turn: number,
    original: boolean,
    hosts: v.array(v.strictObject({ hash: string, member: v.nullable(string) })),
    deputies: v.optional( // older programs did not write it
      v.array(
        v.strictObject({
          hash: string,
          member: v.nullable(string),
          earlier: v.exactOptional(v.array(string)),
        }),
      ),
      [],
    ),
    locked: boolean,
    managed: v.optional(boolean, false), // older programs did not write it
    made: v.optional(boolean, false), // older programs did not write it
    closed: boolean,
    rights: v.strictObject({
      mic: boolean,
      camera: boolean,
      screen: boolean,
      chat: boolean,
      files: v.optional(boolean, true), // older programs did not write it
      record: v.optional(boolean, true), // older programs did not write it
    }),
    password: v.nullable(string),
    title: v.optional(v.nullable(string), null), // older programs did not write it
    bans: v.array(
      v.strictObject({
        member: string,
        address: string,
        invite: v.optional(v.nullable(string), null), // older programs did not write it
      }),
    ),
    restrictions: v.optional( // older programs did not write it
      v.array(
        v.strictObject({
          member: string,
          address: string,
          invite: v.nullable(string),
          rights: v.array(v.picklist(RIGHTS)),
        }),
      ),
      [],
    ),
    invites: v.array(
      v.strictObject({ id: string, role: v.picklist(ROLES), until: number, left: number }),
    ),
  } satisfies { [K in keyof RoomAccess]-?: v.GenericSchema },
);

/** Access rules that this program or another version of it wrote; null if it is none. */
export function readAccess(value: unknown): RoomAccess | null {
  const { success, output } = v.safeParse(accessSchema, value);
  return success ? output : null;
}
