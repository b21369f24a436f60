// Encryption of the chat with the room's key: seals own messages, and reads and checks those of others.
import type { ReadonlySignal } from "@preact/signals-core";
import type { ChatLine, Joined, Member } from "../../protocol/shapes.ts";
import type { MessageBus } from "../transport/message_bus.ts";
import type { SavedState } from "../saved_state.ts";
import type { Secrets } from "../ports.ts";
import type { HistoryAudit } from "./history_audit.ts";
import { LogStatements } from "./log_statements.ts";
import { KnownCalls } from "./known_calls.ts";
import { AuthorChain, type AuthorContext, type ChainOptions } from "./author_chain.ts";
import { keyOf } from "./message_ids.ts";
import { Cipher } from "./cipher.ts";
import { MessageReader, type ReadLine } from "./message_reader.ts";

export interface ChatEncryptionOptions {
  secrets: Secrets;
  savedState: SavedState;
  room: string;
  /** The room's key out of the link. */
  key: () => string | null;
  members: ReadonlySignal<readonly Member[]>;
  self: ReadonlySignal<string | null>;
  /** The newest message of the room. */
  newest(): ChatLine | null;
  /** The newest place in the room's log. */
  position(): number;
  /** More lines can be read than before. */
  onRead(): void;
  messages: Pick<MessageBus, "send">;
}

/** Does nothing in a room without a key. */
export class ChatEncryption {
  /** Encrypts and decrypts text. */
  readonly cipher: Cipher;
  /** Binds own texts, edits and deletions to each other. */
  readonly chain: AuthorChain;
  /** The same for own reactions; apart, because pages of before know no reactions in a chain. */
  readonly reactions: AuthorChain;
  /** What members state of the room's log. */
  readonly log: LogStatements;
  readonly #options: ChatEncryptionOptions;
  readonly #calls: KnownCalls;
  readonly #reader: MessageReader;
  #isExamined = false;
  /** Callers who wait until all lines are read. */
  #waiting: (() => void)[] = [];

  constructor(options: ChatEncryptionOptions) {
    const { secrets, savedState, room, key } = options;
    this.#options = options;
    this.cipher = new Cipher({ secrets, room, key });
    this.#calls = new KnownCalls(secrets);
    this.#calls.hear(savedState.calls(room));
    const reader = new MessageReader({ cipher: this.cipher, calls: this.#calls });
    this.#reader = reader;
    this.log = new LogStatements({ savedState, room, onChange: () => this.#expect() });
    const chain: ChainOptions = {
      cipher: this.cipher,
      secrets,
      context: () => this.#context(),
      editionsOf: (id) => {
        const from = { id: options.self.value ?? "", name: "" };
        return reader.editionsOf(keyOf({ id, from }));
      },
      position: options.position,
      placeOf: (target) => reader.placeOf(target),
      read: () => this.#whenRead(),
    };
    this.chain = new AuthorChain(chain);
    this.reactions = new AuthorChain(chain);
  }

  /** From now on the history is checked against what its authors bound to it. */
  examine(make: (hashOf: Cipher["hashOf"]) => HistoryAudit): void {
    if (this.#isExamined) return;
    this.#isExamined = true;
    this.#reader.examine(make((bound) => this.cipher.hashOf(bound)));
    this.#options.onRead();
  }

  /** Whether everything could be read the last time. */
  get isComplete(): boolean {
    return this.#reader.isComplete;
  }

  /** This page is in the room (again), and this is the room's log. */
  begin(joined: Joined): void {
    const { log, wants } = joined;
    this.#reader.begin(log, { mended: wants > 0 });
    this.log.begin(joined);
    this.#reader.expect(this.log.keeps); // perhaps from before a reload
    for (const line of log) this.#note(line); // the answer to it may have been lost
  }

  /** Nobody else is here: this page names the call. */
  lead({ isNew }: { isNew: boolean }): void {
    if (!this.cipher.seals) return;
    this.#calls.begin({ isNew });
    this.#onCalls();
  }

  /** The server has sent a line. */
  take(line: ChatLine, { isNewest, own }: { isNewest: boolean; own: boolean }): void {
    if (isNewest) this.#reader.hear(line, { own });
    this.#note(line);
  }

  #note(line: ChatLine): void {
    this.chain.note(line);
    this.reactions.note(line);
  }

  read(lines: readonly ChatLine[]): ReadLine[] {
    return this.#reader.read(lines, this.#options.onRead);
  }

  /** The lines are shown: whoever waited for them continues. */
  onShown(): void {
    if (this.isComplete) this.#waiting.splice(0).forEach((done) => done());
  }

  /** A member can be reached: tells them the names of the call, and what to expect of the log. */
  reach(id: string): void {
    if (!this.cipher.seals) return;
    const names = [...this.#calls.names];
    const { messages } = this.#options;
    if (names.length > 0) messages.send(id, "call", { names });
    const { keeps } = this.log;
    if (keeps !== null) messages.send(id, "log", { keeps });
  }

  #expect(): void {
    this.#reader.expect(this.log.keeps);
    for (const { id } of this.#others()) this.reach(id);
    this.#options.onRead();
  }

  /** Another page tells which names of the call it knows. */
  hear(names: readonly string[]): void {
    if (!this.cipher.seals || !this.#calls.hear(names)) return;
    this.#onCalls();
    this.#options.onRead();
  }

  clear(): void {
    this.#reader.clear();
    this.#calls.clear();
    this.log.clear();
    this.#options.savedState.setCalls(this.#options.room, []);
    this.chain.restart();
    this.reactions.restart();
  }

  /** Keeps new names of the call over a reload, and tells them to the others. */
  #onCalls(): void {
    const { savedState, room } = this.#options;
    savedState.setCalls(room, this.#calls.names);
    for (const { id } of this.#others()) this.reach(id);
  }

  #others(): Member[] {
    const { members, self } = this.#options;
    return members.value.filter(({ id }) => id !== self.value);
  }

  #context(): AuthorContext {
    const { self, members, newest } = this.#options;
    const me = members.value.find(({ id }) => id === self.value);
    const after = newest();
    const known = this.#calls.names.length;
    const call = this.#calls.say(() => this.#reader.call);
    if (this.#calls.names.length > known) this.#onCalls();
    return {
      call,
      name: me?.name ?? "",
      self: self.value ?? "",
      after: after && { id: after.id, seq: after.seq },
    };
  }

  /** Resolves once every line received so far has been read. */
  #whenRead(): Promise<void> {
    if (this.isComplete) return Promise.resolve();
    return new Promise((done) => this.#waiting.push(done));
  }
}
