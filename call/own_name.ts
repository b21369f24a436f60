// One's own name in a running call: the server has the last word, the browser remembers it.
import type { Memory } from "./memory.ts";
import type { CallModel } from "./model.ts";
import type { Failure, Wire } from "./ports.ts";

export interface OwnNameOptions {
  wire: Wire;
  model: CallModel;
  memory: Memory;
}

/** The intent "call me so from now on"; it answers why it was not done, or null. */
export function renaming(
  { wire, model, memory }: OwnNameOptions,
): (name: string) => Promise<Failure | null> {
  return async (name) => {
    const outcome = await wire.request("member:name", { name });
    if (!outcome.ok) return outcome.error;
    memory.name = name;
    model.room.name.value = name; // what the next way in asks for, too
    return null;
  };
}
