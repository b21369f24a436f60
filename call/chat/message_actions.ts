// Edits, deletions and reactions. The server decides, and everybody sees them.
import type { Reaction } from "../../protocol/reactions.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import type { AuthorChain, OutgoingChange, SealedChange } from "./author_chain.ts";
import { plainId } from "./message_ids.ts";
import type { Clock, Failure, Outcome, SignalingClient } from "../ports.ts";

export interface MessageActionsOptions {
  signaling: SignalingClient;
  clock: Pick<Clock, "uuid">;
  chain: Pick<AuthorChain, "send">;
  /** The chain of reactions. */
  reactions: Pick<AuthorChain, "send">;
}

/** Each action resolves with the reason for its failure, or null. */
export class MessageActions {
  #options: MessageActionsOptions;

  constructor(options: MessageActionsOptions) {
    this.#options = options;
  }

  /** Edits an own message. */
  async edit(shown: string, text: string): Promise<Failure | null> {
    const target = plainId(shown);
    const { signaling, clock } = this.#options;
    const id = clock.uuid();
    return await this.#say(
      this.#options.chain,
      { kind: "edited", id, target, words: text.trim() },
      (ready) => signaling.request("chat:edit", { id, target, ...ready }),
    );
  }

  /** Deletes an own message. */
  async delete(shown: string): Promise<Failure | null> {
    const { signaling, clock } = this.#options;
    const target = plainId(shown);
    const id = clock.uuid();
    return await this.#say(
      this.#options.chain,
      { kind: "deleted", id, target, words: "" },
      ({ seal }) => signaling.request("chat:delete", { id, target, ...(seal && { seal }) }),
    );
  }

  async react(shown: string, reaction: Reaction, on: boolean): Promise<Failure | null> {
    const { signaling, clock, reactions } = this.#options;
    const target = plainId(shown);
    const id = clock.uuid();
    return await this.#say(
      reactions,
      { kind: "reacted", id, target, words: "", reaction: { reaction, on } },
      ({ seal }) =>
        signaling.request("chat:react", { id, target, reaction, on, ...(seal && { seal }) }),
    );
  }

  async #say(
    chain: MessageActionsOptions["chain"],
    change: OutgoingChange,
    request: (ready: SealedChange) => Promise<Outcome<{ line: ChatLine }>>,
  ): Promise<Failure | null> {
    const outcome = await chain.send(change, request);
    return outcome === null ? "not-allowed" : failureOf(outcome);
  }
}

/** The line itself reaches everybody as an event. */
function failureOf(outcome: Outcome<{ line: ChatLine }>): Failure | null {
  return outcome.ok ? null : outcome.error;
}
