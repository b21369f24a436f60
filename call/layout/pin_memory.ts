// A pinned picture stays so over a reload in the middle of a call, and no longer.
import { type ReadonlySignal, untracked } from "@preact/signals-core";
import type { SavedState } from "../saved_state.ts";
import type { Phase } from "../membership/membership_state.ts";
import type { Scope } from "../scope.ts";
import type { LayoutState } from "./layout_state.ts";

const OVER: readonly Phase[] = ["left", "replaced", "removed", "ended"];

/** Remembers and restores until the scope ends. */
export function keepPin(
  scope: Scope,
  { room, stage, savedState, phase }: {
    room: string;
    stage: Pick<LayoutState, "keptPin" | "awaitPin">;
    savedState: SavedState;
    phase: ReadonlySignal<Phase>;
  },
): void {
  let entered = false;
  scope.effect(() => {
    const now = phase.value;
    untracked(() => {
      if (now === "call" && !entered) stage.awaitPin(savedState.pin(room));
      entered = now === "call";
      if (OVER.includes(now)) savedState.setPin(room, null);
    });
    if (now === "call") savedState.setPin(room, stage.keptPin);
  });
}
