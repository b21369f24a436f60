// What the room's key does for the chat: words sealed, lines bound to their author and call, all read.
import type { ReadonlySignal } from "@preact/signals-core";
import type { ChatLine, Member } from "../../protocol/shapes.ts";
import type { MessageBus } from "../transport/message_bus.ts";
import type { SavedState } from "../saved_state.ts";
import type { Secrets } from "../ports.ts";
import type { HistoryAudit } from "./history_audit.ts";
import { KnownCalls } from "./known_calls.ts";
import { AuthorChain, type AuthorContext } from "./author_chain.ts";
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
  /** The newest text of the room. */
  newest(): ChatLine | null;
  /** More can be read than before. */
  onRead(): void;
  messages: Pick<MessageBus, "send">;
}

/** Does nothing in a room without a key. */
export class ChatEncryption {
  /** For the words. */
  readonly cipher: Cipher;
  /** For one's own lines. */
  readonly chain: AuthorChain;
  readonly #options: ChatEncryptionOptions;
  readonly #calls: KnownCalls;
  readonly #reader: MessageReader;
  #isExamined = false;
  /** Who waits until all is read. */
  #waiting: (() => void)[] = [];

  constructor(options: ChatEncryptionOptions) {
    const { secrets, savedState, room, key } = options;
    this.#options = options;
    this.cipher = new Cipher({ secrets, room, key });
    this.#calls = new KnownCalls(secrets);
    this.#calls.hear(savedState.calls(room));
    const reader = new MessageReader({ cipher: this.cipher, calls: this.#calls });
    this.#reader = reader;
    this.chain = new AuthorChain({
      cipher: this.cipher,
      secrets,
      context: () => this.#context(),
      editionsOf: (target) => {
        const from = { id: options.self.value ?? "", name: "" };
        return reader.editionsOf(keyOf({ id: target, from }));
      },
      placeOf: (target) => reader.placeOf(target),
      read: () => this.#whenRead(),
    });
  }

  /** From now on it is looked at whether the chat is what its authors said. */
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

  /** One is in the room (again), and this is what was kept of it. */
  begin(log: readonly ChatLine[], { mended }: { mended: boolean }): void {
    this.#reader.begin(log, { mended });
    for (const line of log) this.chain.note(line); // its answer was perhaps lost
  }

  /** There is nobody else: this page says which call it is. */
  lead({ isNew }: { isNew: boolean }): void {
    if (!this.cipher.seals) return;
    this.#calls.begin({ isNew });
    this.#onCalls();
  }

  /** A line was just told. */
  take(line: ChatLine, { isNewest, own }: { isNewest: boolean; own: boolean }): void {
    if (isNewest) this.#reader.hear(line, { own });
    this.chain.note(line);
  }

  read(lines: readonly ChatLine[]): ReadLine[] {
    return this.#reader.read(lines, this.#options.onRead);
  }

  /** What was read can be seen: who waited for it goes on. */
  onShown(): void {
    if (this.isComplete) this.#waiting.splice(0).forEach((done) => done());
  }

  /** The connection to a member is there: they hear which call it is. */
  reach(id: string): void {
    const names = [...this.#calls.names];
    if (this.cipher.seals && names.length > 0) this.#options.messages.send(id, "call", { names });
  }

  /** Another page tells the names of the call that it knows. */
  hear(names: readonly string[]): void {
    if (!this.cipher.seals || !this.#calls.hear(names)) return;
    this.#onCalls();
    this.#options.onRead();
  }

  clear(): void {
    this.#reader.clear();
    this.#calls.clear();
    this.#options.savedState.setCalls(this.#options.room, []);
    this.chain.restart();
  }

  /** There are new names of the call: they are kept over a reload, and the others hear of them. */
  #onCalls(): void {
    const { members, self, savedState, room } = this.#options;
    savedState.setCalls(room, this.#calls.names);
    for (const { id } of members.value) if (id !== self.value) this.reach(id);
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

  /** Resolves when every line that came so far could be read. */
  #whenRead(): Promise<void> {
    if (this.isComplete) return Promise.resolve();
    return new Promise((done) => this.#waiting.push(done));
  }
}
