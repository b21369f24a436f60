// How a visit to a room ends, as the screen shows it.
import { batch } from "@preact/signals-core";
import type { Author } from "../protocol/shapes.ts";
import type { CallModel, Phase } from "./model.ts";

/** What comes after a call, or after the way into one. */
export type Ending = Extract<Phase, "left" | "replaced" | "lobby" | "removed" | "ended">;

/** Nobody is in the room any more, as far as this page knows. */
export function showEnd(
  room: CallModel["room"],
  { phase, at, by }: { phase: Ending; at: number; by: Author | null },
): void {
  batch(() => {
    room.phase.value = phase;
    room.leftAt.value = at;
    room.self.value = null;
    room.members.value = [];
    room.rules.value = null;
    room.endedBy.value = by;
  });
}
