// Connections that the browser would not make: too many, or no memory for them just now.
import type { Member } from "../../../protocol/shapes.ts";
import type { Clock } from "../../ports.ts";

/** They are tried again after this, in milliseconds. */
const AGAIN_MS = 3_000;

/** Members to whom no connection could be made yet. */
export interface Retry {
  /** Ids of those who are not among these members any more. */
  without(members: readonly Member[]): string[];
  cancel(): void;
}

export const NO_RETRY: Retry = { without: () => [], cancel: () => {} };

/** Runs later, if there is anybody to whom no connection could be made. */
export function retryLater(
  failed: readonly Member[],
  { clock, run }: { clock: Pick<Clock, "after">; run(): void },
): Retry {
  if (failed.length === 0) return NO_RETRY;
  const ids = failed.map(({ id }) => id);
  return {
    without: (members) => ids.filter((id) => !members.some((member) => member.id === id)),
    cancel: clock.after(AGAIN_MS, run),
  };
}
