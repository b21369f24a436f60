// What a mesh knows of one other member.
import type { Allowance } from "./allowance.ts";
import type { Pair } from "./pair.ts";
import type { Ward } from "./watch.ts";

/** One other member and the connections to them. */
export interface Entry {
  pair: Pair;
  epoch: number;
  away: boolean;
  /** The member says that it sends something. */
  expected: boolean;
  ward: Ward;
  /** It could not prove that it is who it says: nothing is sent to it or shown of it. */
  refused: boolean;
  /** Not connected yet, or only just. */
  young: boolean;
  /** Signals that it may still send: what is over it has to be sent again, later. */
  letters: Allowance;
}
