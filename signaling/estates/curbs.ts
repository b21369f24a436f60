// Rights that were taken from one person: who comes anew from where they came from lacks them, too.
import { type OwnRights, type Right, RIGHTS } from "../../protocol/roles.ts";
import { changed, type Curb, type Estate } from "./estate.ts";

/** Curbs that one room keeps; with more it is locked, so that none has to go. */
export const MAX_CURBS = 50;

/** Where somebody comes from. */
type Source = Pick<Curb, "address" | "invite">;

/**
 * A host gives one person rights of their own, whole. What is given back to somebody is given to
 * where they came from: a host who does so means everybody there.
 */
export function withCurb(
  estate: Estate,
  { before = {}, rights, ...who }: Omit<Curb, "rights"> & { before?: OwnRights; rights: OwnRights },
): Estate {
  const back = RIGHTS.filter((right) => before[right] === false && rights[right] !== false);
  const others = estate.curbs.filter(({ member }) => member !== who.member)
    .map((curb) => isSame(curb, who) ? { ...curb, rights: without(curb.rights, back) } : curb);
  const own = { ...who, rights: RIGHTS.filter((right) => rights[right] === false) };
  const curbs = [...others, own].filter(({ rights }) => rights.length > 0);
  if (JSON.stringify(curbs) === JSON.stringify(estate.curbs)) return estate;
  if (curbs.length > MAX_CURBS) return changed(estate, { locked: true });
  return changed(estate, { curbs });
}

/** What somebody lacks who comes from there; nothing of it for most. */
export function curbedRights({ curbs }: Estate, source: Source): OwnRights | undefined {
  const taken = curbs.filter((curb) => isSame(curb, source)).flatMap(({ rights }) => rights);
  if (taken.length === 0) return undefined;
  return Object.fromEntries(taken.map((right): [Right, boolean] => [right, false]));
}

/** Curbs of both: the newer ones of those of whom both know. */
export function curbsOf(older: readonly Curb[], newer: readonly Curb[]): Curb[] {
  const isIn = ({ member }: Curb) => newer.some((curb) => curb.member === member);
  return [...older.filter((curb) => !isIn(curb)), ...newer];
}

function isSame(one: Source, other: Source): boolean {
  return (one.address !== "" && one.address === other.address) ||
    (one.invite !== null && one.invite === other.invite);
}

function without(rights: readonly Right[], back: readonly Right[]): readonly Right[] {
  return rights.filter((right) => !back.includes(right));
}
