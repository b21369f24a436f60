// The steps of a membership that change several signals at once.
import { batch } from "@preact/signals-core";
import type { Author } from "../../protocol/shapes.ts";
import type { Clock } from "../ports.ts";
import type { MembershipState, Phase } from "./membership_state.ts";

/** The person wants in. */
export function showJoining(room: MembershipState, name: string): void {
  batch(() => {
    room.name.value = name;
    room.refusal.value = null;
    room.begun.value = null;
    room.phase.value = "joining";
  });
}

/** The person is in the call from now on. */
export function showBegin(room: MembershipState, clock: Pick<Clock, "now" | "steady">): void {
  room.enteredAt.value = clock.now();
  room.begun.value = clock.steady();
}

/** What comes after a call, or after the way into one. */
export type EndPhase = Extract<Phase, "left" | "replaced" | "lobby" | "removed" | "ended">;

/** The membership is over, and the members are forgotten; `at` is by the steady clock. */
export function showEnd(
  room: MembershipState,
  { phase, at, by }: { phase: EndPhase; at: number; by: Author | null },
): void {
  batch(() => {
    room.phase.value = phase;
    room.lasted.value = at - (room.begun.value ?? at);
    room.self.value = null;
    room.members.value = [];
    room.rules.value = null;
    room.endedBy.value = by;
  });
}
