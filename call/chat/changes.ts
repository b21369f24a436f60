// What is done to texts that were said: edits, deletions, reactions. The server decides, all see it.
import type { Reaction } from "../../protocol/reactions.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import type { Cipher } from "./cipher.ts";
import { plainId } from "./owners.ts";
import type { Clock, Failure, Outcome, Wire } from "../ports.ts";

export interface ChangesOptions {
  wire: Wire;
  clock: Pick<Clock, "uuid">;
  cipher: Pick<Cipher, "seal">;
  self: () => string | null;
}

/** Each resolves with why it failed, or null. */
export class Changes {
  #options: ChangesOptions;

  constructor(options: ChangesOptions) {
    this.#options = options;
  }

  /** Puts one's own text into other words. */
  async edit(shown: string, text: string): Promise<Failure | null> {
    const target = plainId(shown);
    const { wire, clock, cipher, self } = this.#options;
    const id = clock.uuid();
    const words = await cipher.seal(text.trim(), { id, from: self() ?? "", target });
    if (words === null) return "not-allowed";
    return failureOf(await wire.request("chat:edit", { id, target, text: words }));
  }

  /** Takes one's own text back. */
  async delete(target: string): Promise<Failure | null> {
    const { wire, clock } = this.#options;
    return failureOf(
      await wire.request("chat:delete", { id: clock.uuid(), target: plainId(target) }),
    );
  }

  async react(target: string, reaction: Reaction, on: boolean): Promise<Failure | null> {
    const { wire, clock } = this.#options;
    const change = { id: clock.uuid(), target: plainId(target), reaction, on };
    return failureOf(await wire.request("chat:react", change));
  }
}

/** The line itself comes to everybody as a notice. */
function failureOf(outcome: Outcome<{ line: ChatLine }>): Failure | null {
  return outcome.ok ? null : outcome.error;
}
