// Who should be connected with whom: pure decisions on room snapshots.
import type { Member } from "../../../protocol/shapes.ts";

/** What must happen to the connections so that they match a snapshot. */
export interface PeerDiff {
  /** To be connected; a member with a newer page is here and in `drop`. */
  add: Member[];
  /** Ids to be closed. */
  drop: string[];
}

/**
 * Compares the connections one has (`have`: member id → epoch) with the members of a snapshot.
 * Repeating it with the same arguments after acting gives an empty diff.
 */
export function diffPeers(
  have: ReadonlyMap<string, number>,
  want: readonly Member[],
  self: string,
): PeerDiff {
  const others = want.filter((member) => member.id !== self);
  const epochs = new Map(others.map((member) => [member.id, member.epoch]));
  return {
    add: others.filter((member) => have.get(member.id) !== member.epoch),
    drop: [...have].filter(([id, epoch]) => epochs.get(id) !== epoch).map(([id]) => id),
  };
}

/** Of two members exactly one is polite: it yields when both offer at once. */
export function isPolite(self: string, other: string): boolean {
  return self > other;
}
