// What is done to texts that were said: edits, deletions, reactions. The server decides, all see it.
import type { Reaction } from "../../protocol/reactions.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import type { Chain, Ready, Wish } from "./chain.ts";
import { plainId } from "./owners.ts";
import type { Clock, Failure, Outcome, Wire } from "../ports.ts";

export interface ChangesOptions {
  wire: Wire;
  clock: Pick<Clock, "uuid">;
  chain: Pick<Chain, "send">;
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
    const { wire, clock } = this.#options;
    const id = clock.uuid();
    return await this.#say(
      { kind: "edited", id, target, words: text.trim() },
      (ready) => wire.request("chat:edit", { id, target, ...ready }),
    );
  }

  /** Takes one's own text back. */
  async delete(shown: string): Promise<Failure | null> {
    const { wire, clock } = this.#options;
    const target = plainId(shown);
    const id = clock.uuid();
    return await this.#say(
      { kind: "deleted", id, target, words: "" },
      ({ seal }) => wire.request("chat:delete", { id, target, ...(seal && { seal }) }),
    );
  }

  async #say(
    wish: Wish,
    request: (ready: Ready) => Promise<Outcome<{ line: ChatLine }>>,
  ): Promise<Failure | null> {
    const outcome = await this.#options.chain.send(wish, request);
    return outcome === null ? "not-allowed" : failureOf(outcome);
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
