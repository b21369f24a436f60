// A pinned picture stays so over a reload in the middle of a call, and no longer.
import { effect, type ReadonlySignal, untracked } from "@preact/signals-core";
import type { Memory } from "../memory.ts";
import type { Phase } from "../model.ts";
import type { StageView } from "./stage_view.ts";

const OVER: readonly Phase[] = ["left", "replaced", "removed", "ended"];

/** Remembers and restores for as long as the page lives. */
export function keepPin(
  room: string,
  { stage, memory, phase }: {
    stage: Pick<StageView, "keptPin" | "awaitPin">;
    memory: Memory;
    phase: ReadonlySignal<Phase>;
  },
): void {
  let entered = false;
  effect(() => {
    const now = phase.value;
    untracked(() => {
      if (now === "call" && !entered) stage.awaitPin(memory.pin(room));
      entered = now === "call";
      if (OVER.includes(now)) memory.setPin(room, null);
    });
    if (now === "call") memory.setPin(room, stage.keptPin);
  });
}
