// Rights that hosts took from one person. New members with the same address or invitation lack them, too.
import { isDeepStrictEqual } from "node:util";
import { type OwnRights, type Right, RIGHTS } from "../../protocol/rights.ts";
import { changed, type Restriction, type RoomAccess } from "../room/room_access.ts";

/** Restrictions that one room keeps; one more locks the room, so that none is forgotten. */
export const MAX_RESTRICTIONS = 50;

/** Where somebody comes from. */
type Source = Pick<Restriction, "address" | "invite">;

/**
 * A host sets the rights of one person. Rights that the host gives back, everybody with the same
 * address or invitation has back, too.
 */
export function withRestriction(
  access: RoomAccess,
  { before = {}, rights, own = {}, ...who }: Omit<Restriction, "rights"> & {
    before?: OwnRights;
    rights: OwnRights;
    /** What of where they come from is theirs alone. */
    own?: Partial<Source>;
  },
): RoomAccess {
  const back = RIGHTS.filter((right) => before[right] === false && rights[right] !== false);
  const from = { ...who, ...own };
  // What was taken while nobody else came from there stays taken, whoever came since.
  const others = lifted(access.restrictions, who, back).filter(({ rights: _, ...known }) =>
    !isDeepStrictEqual(known, from)
  );
  const isFromNowhere = from.address === "" && from.invite === null;
  const taken = isFromNowhere ? [] : RIGHTS.filter((right) => rights[right] === false);
  const restrictions = [...others, ...(taken.length === 0 ? [] : [{ ...from, rights: taken }])];
  // Snapshots may have brought more together: what takes none away can still be given back.
  const most = Math.max(MAX_RESTRICTIONS, access.restrictions.length);
  if (restrictions.length > most) return changed(access, { locked: true });
  return withRestrictions(access, restrictions);
}

/** A host gives one person rights back: everybody with the same address or invitation has them, too. */
export function withRightsBack(
  access: RoomAccess,
  { rights, ...who }: Restriction,
): RoomAccess {
  return withRestrictions(access, lifted(access.restrictions, who, rights));
}

/** The rights that somebody with this origin lacks; undefined for none. */
export function restrictedRights(
  { restrictions }: RoomAccess,
  source: Source,
): OwnRights | undefined {
  const taken = restrictions.filter((restriction) => isSame(restriction, source)).flatMap((
    { rights },
  ) => rights);
  if (taken.length === 0) return undefined;
  return Object.fromEntries(taken.map((right): [Right, boolean] => [right, false]));
}

/** The restrictions of `present` that `base` does not have: those that were made or changed since. */
export function restrictionsSince(
  base: Pick<RoomAccess, "restrictions">,
  present: Pick<RoomAccess, "restrictions">,
): Restriction[] {
  return present.restrictions.filter((restriction) =>
    !base.restrictions.some((known) => isDeepStrictEqual(known, restriction))
  );
}

/** Restrictions of both: the newer ones of those of whom both know. */
export function restrictionsOf(
  older: readonly Restriction[],
  newer: readonly Restriction[],
): Restriction[] {
  const isIn = ({ member }: Restriction) =>
    newer.some((restriction) => restriction.member === member);
  return [...older.filter((restriction) => !isIn(restriction)), ...newer];
}

function withRestrictions(access: RoomAccess, restrictions: readonly Restriction[]): RoomAccess {
  const isSame = isDeepStrictEqual(restrictions, access.restrictions);
  return isSame ? access : changed(access, { restrictions });
}

/** What is left once these rights are given back to somebody, and to all who come from there. */
function lifted(
  restrictions: readonly Restriction[],
  { member, ...source }: Omit<Restriction, "rights">,
  back: readonly Right[],
): Restriction[] {
  return restrictions.map((one) =>
    one.member === member || isSame(one, source)
      ? { ...one, rights: one.rights.filter((right) => !back.includes(right)) }
      : one
  ).filter(({ rights }) => rights.length > 0);
}

function isSame(one: Source, other: Source): boolean {
  return (one.address !== "" && one.address === other.address) ||
    (one.invite !== null && one.invite === other.invite);
}
