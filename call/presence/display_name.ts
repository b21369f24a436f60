// One's own name in a running call: the server has the last word, the browser remembers it.
import type { SavedState } from "../saved_state.ts";
import type { CallModel } from "../model.ts";
import type { Failure, SignalingClient } from "../ports.ts";

export interface OwnNameOptions {
  signaling: SignalingClient;
  model: CallModel;
  savedState: SavedState;
}

/** The intent "call me so from now on"; it answers why it was not done, or null. */
export function renaming(
  { signaling, model, savedState }: OwnNameOptions,
): (name: string) => Promise<Failure | null> {
  return async (name) => {
    const outcome = await signaling.request("member:name", { name });
    if (!outcome.ok) return outcome.error;
    savedState.name = name;
    model.room.name.value = name; // what the next way in asks for, too
    return null;
  };
}
