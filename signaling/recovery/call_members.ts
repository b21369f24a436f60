// Who belongs to a call, as its record keeps it: pure.
import * as v from "valibot";
import type { OwnRights } from "../../protocol/rights.ts";
import { type Role, ROLES } from "../../protocol/roles.ts";
import { hasRight } from "../room/room_access.ts";
import { ownRightsSchema } from "../access/access_schema.ts";
import { sameRights } from "../room/room.ts";
import type { RoomValues } from "../room/room_values.ts";

/** A member of a call. The record drops members who left or were removed. */
export interface CallMember {
  readonly id: string;
  readonly role: Role;
  /** True while they are in the room, away or not; false once they were away too long and may only return. */
  readonly inside: boolean;
  /** Their microphone is on although guests lost the right to it: it may stay on. */
  readonly mic: boolean;
  /** The hash of the host key that they showed; it is void once they step down. */
  readonly key: string | null;
  /** Rights that a host gave to this member alone, or took away. */
  readonly rights?: OwnRights;
}

/** Who belongs to an open room's call right now. */
export function membersOf({ room, seats }: Pick<RoomValues, "room" | "seats">): CallMember[] {
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

/** Whether both say the same of the same members. */
export function sameMembers(one: readonly CallMember[], other: readonly CallMember[]): boolean {
  return one.length === other.length && one.every(({ id, ...rest }, at) => {
    const { [at]: also } = other;
    return also?.id === id && also.role === rest.role && also.inside === rest.inside &&
      also.mic === rest.mic && also.key === rest.key && sameRights(also.rights, rest.rights);
  });
}

/** The form in which a record keeps them. */
export const membersSchema = v.array(
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
