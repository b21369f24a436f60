// The chain of this author's lines: each is bound to the one before it, and no number is used twice.
import type { ChatLine } from "../../protocol/shapes.ts";
import type { Failure, Outcome, Secrets } from "../ports.ts";
import { toText } from "../e2ee/base64url.ts";
import { editedName, type MessageBinding, type ReactionChange } from "./message_binding.ts";
import type { Cipher } from "./cipher.ts";

/** Random bytes in the id of a page: no two pages share one. */
const PAGE_BYTES = 12;

/** A change that the author wants to make. */
export interface OutgoingChange {
  kind: MessageBinding["kind"];
  id: string;
  /** "" for a deletion or a reaction. */
  words: string;
  replyTo?: string | undefined;
  target?: string;
  reaction?: ReactionChange | null;
}

/** The change as it is sent. */
export interface SealedChange {
  text: string;
  seal?: string;
}

/** What this page knows of the room when it sends. */
export interface AuthorContext extends Pick<MessageBinding, "call" | "name" | "after"> {
  /** Own member id. */
  self: string;
}

export interface ChainOptions {
  cipher: Cipher;
  secrets: Secrets;
  context(): AuthorContext;
  /** How often a text was edited, as far as this page knows; or a reaction, see `editedName`. */
  editionsOf(name: string): number;
  /** The newest place in the log that this page knows. */
  position(): number;
  /** Where the text stands in its author's chain. */
  placeOf(target: string): MessageBinding["gone"];
  /** Resolves once every line received so far has been read. */
  read(): Promise<void>;
}

/** Failures after which the server may have accepted a line all the same. */
const UNSURE: readonly Failure[] = ["offline", "timeout", "not-in-room", "internal"];

/**
 * One line is in flight at a time: the next gets its number once the server has accepted this one or
 * refused it for good. A retry under the same id sends exactly the same line; another change, sent
 * while nobody knows whether the server accepted this one, starts a new chain.
 */
export class AuthorChain {
  readonly #options: ChainOptions;
  #page = "";
  #last = { n: 0, said: 0, hash: "" };
  /** Edits and reactions that this page made, by `editedName`. */
  #editions = new Map<string, number>();
  #open: { id: string; self: string; ready: SealedChange; bound: MessageBinding } | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ChainOptions) {
    this.#options = options;
    this.restart();
  }

  /** Starts a new chain for another visit. */
  restart(): void {
    this.#begin();
    this.#editions.clear();
  }

  #begin(): void {
    this.#page = toText(this.#options.secrets.random(PAGE_BYTES));
    this.#last = { n: 0, said: 0, hash: "" };
    this.#open = null;
  }

  /** Sends a change after those before it; null if it cannot be encrypted as it must be. */
  send(
    change: OutgoingChange,
    request: (ready: SealedChange) => Promise<Outcome<{ line: ChatLine }>>,
  ): Promise<Outcome<{ line: ChatLine }> | null> {
    const turn = this.#turn.then(async () => {
      const ready = await this.#ready(change);
      if (ready === null) return null;
      const outcome = await request(ready);
      if (outcome.ok) this.note(outcome.line);
      else if (!UNSURE.includes(outcome.error)) this.#open = null;
      return outcome;
    });
    this.#turn = turn.catch(() => {}); // this caller gets the error, the next one does not
    return turn;
  }

  /** A line is in the room's log: if it is the one in flight, the chain continues after it. */
  note(line: ChatLine): void {
    const open = this.#open;
    if (open === null || line.id !== open.id || line.from.id !== open.self) return;
    const words = line.kind === "text" || line.kind === "edited" ? line.text : "";
    this.#open = null;
    if (words !== open.ready.text) return; // a copy that an earlier page sent
    const { n, said, target, edition, reaction } = open.bound;
    if (target !== null && edition > 0) this.#editions.set(editedName(target, reaction), edition);
    this.#last = { n, said, hash: this.#options.cipher.hashOf(open.bound) };
  }

  /** A reaction's number exceeds the place of every earlier one, which the log may have dropped. */
  #editionOf({ kind, target = "", reaction = null }: OutgoingChange): number {
    if (kind !== "edited" && kind !== "reacted") return 0;
    const name = editedName(target, reaction);
    const next = Math.max(this.#editions.get(name) ?? 0, this.#options.editionsOf(name)) + 1;
    return kind === "edited" ? next : Math.max(next, this.#options.position());
  }

  async #ready(change: OutgoingChange): Promise<SealedChange | null> {
    const { cipher, read, context: contextOf } = this.#options;
    if (cipher.seals) await read();
    const { self, ...context } = contextOf();
    const { kind, id, words, target, replyTo = null, reaction = null } = change;
    if (!cipher.seals) return { text: words };
    const open = this.#open;
    if (open?.id === id && open.self === self) return open.ready;
    if (open !== null) this.#begin();
    const place = { id, from: self, ...(target === undefined ? {} : { target }) };
    const hasWords = kind === "text" || kind === "edited";
    const text = hasWords ? await cipher.seal(words, place) : "";
    if (text === null) return null;
    const bound: MessageBinding = {
      ...context,
      ...{ page: this.#page, kind, replyTo, target: target ?? null },
      n: this.#last.n + 1,
      said: this.#last.said + (kind === "text" ? 1 : 0),
      before: this.#last.hash,
      digest: text === "" ? "" : await cipher.hash(text),
      edition: this.#editionOf(change),
      gone: hasWords ? null : this.#options.placeOf(target ?? ""),
      reaction,
    };
    const seal = await cipher.sealBound(bound, { id, from: self });
    if (seal === null) return null;
    const ready = { text, seal };
    this.#open = { id, self, ready, bound };
    return ready;
  }
}
