// Rights that hosts took from one person. New members with the same address or invitation lack them, too.
import { type OwnRights, type Right, RIGHTS } from "../../protocol/roles.ts";
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
  const others = access.restrictions.filter(({ member }) => member !== who.member)
    .map((restriction) =>
      isSame(restriction, who)
        ? { ...restriction, rights: without(restriction.rights, back) }
        : restriction
    );
  const from = { ...who, ...own };
  const isFromNowhere = from.address === "" && from.invite === null;
  const taken = isFromNowhere ? [] : RIGHTS.filter((right) => rights[right] === false);
  const restrictions = [...others, { ...from, rights: taken }].filter(({ rights }) =>
    rights.length > 0
  );
  if (JSON.stringify(restrictions) === JSON.stringify(access.restrictions)) return access;
  if (restrictions.length > MAX_RESTRICTIONS) return changed(access, { locked: true });
  return changed(access, { restrictions });
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

/** Restrictions of both: the newer ones of those of whom both know. */
export function restrictionsOf(
  older: readonly Restriction[],
  newer: readonly Restriction[],
): Restriction[] {
  const isIn = ({ member }: Restriction) =>
    newer.some((restriction) => restriction.member === member);
  return [...older.filter((restriction) => !isIn(restriction)), ...newer];
}

function isSame(one: Source, other: Source): boolean {
  return (one.address !== "" && one.address === other.address) ||
    (one.invite !== null && one.invite === other.invite);
}

function without(rights: readonly Right[], back: readonly Right[]): readonly Right[] {
  return rights.filter((right) => !back.includes(right));
}
