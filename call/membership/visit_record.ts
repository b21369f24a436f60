// What outlives a call: the room among the recent rooms, and how many people were there.
import type { Credentials } from "../join/credentials.ts";
import type { SavedState } from "../saved_state.ts";
import type { Scope } from "../scope.ts";
import type { MembershipState } from "./membership_state.ts";

export interface VisitRecordOptions {
  room: string;
  membership: MembershipState & { readonly credentials: Credentials };
  savedState: SavedState;
}

/** Records until the scope ends. */
export function recordVisit(
  scope: Scope,
  { room, membership, savedState }: VisitRecordOptions,
): void {
  const { enteredAt, credentials, phase, count, peakCount } = membership;
  scope.effect(() => {
    const { value: at } = enteredAt;
    const { fragment } = credentials;
    if (at !== null) savedState.noteVisit({ room, at, ...(fragment && { fragment }) });
  });
  scope.watch(() => [phase.value, count.value] as const, ([now, people]) => {
    if (now === "joining") peakCount.value = 1;
    else if (now === "call") peakCount.value = Math.max(peakCount.value, people);
  });
}
