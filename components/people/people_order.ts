// In which order people are listed, and who is found by a few letters. Pure.
import type { Member } from "@/protocol/shapes.ts";

/** Raised hands first, in the order in which they went up; then oneself; then by joining. */
export function inQueue(members: readonly Member[], self: string | null): Member[] {
  const rank = ({ id, hand }: Member) => hand !== null ? 0 : id === self ? 1 : 2;
  return members.toSorted((a, b) =>
    rank(a) - rank(b) || (a.hand ?? 0) - (b.hand ?? 0) || a.joinedAt - b.joinedAt
  );
}

/** Members whose name has these letters, whatever their case. */
export function matching(members: readonly Member[], typed: string): Member[] {
  const wanted = typed.trim().toLocaleLowerCase();
  return members.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
}
