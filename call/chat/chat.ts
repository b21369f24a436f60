// The chat of a room: what everybody sees in one order, and what is still on its way there.
import { batch } from "@preact/signals-core";
import { type Author, type ChatLine, isSaid, type TextLine } from "../../protocol/shapes.ts";
import { may } from "../permissions/permissions.ts";
import type { PeerMessages } from "../transport/data_messages.ts";
import type { MessageBus } from "../transport/message_bus.ts";
import type { SavedState, UnsentMessage } from "../saved_state.ts";
import type { CallModel, PendingLine } from "../model.ts";
import type { Outcome, Ports } from "../ports.ts";
import { DirectMessages } from "./direct_messages.ts";
import { forgetDeleted } from "./conversation.ts";
import { lacking, pieces } from "./history_restore.ts";
import { cutToFit, isTooLong } from "./split_message.ts";
import { Outbox } from "./outbox.ts";
import { keyOf, MessageIds, plainId } from "./message_ids.ts";
import { ChatEncryption } from "./chat_encryption.ts";

/** Place of a line that has none yet: after all others. */
const LAST = Number.MAX_SAFE_INTEGER;

export interface ChatOptions {
  ports: Pick<Ports, "signaling" | "clock" | "secrets" | "onError">;
  /** The room's key out of the link. */
  key: () => string | null;
  savedState: SavedState;
  room: string;
  chat: CallModel["chat"];
  members: CallModel["room"]["members"];
  rules: CallModel["room"]["rules"];
  self: CallModel["room"]["self"];
  /** Carries lines to other pages without the server. */
  messages: MessageBus;
}

/**
 * A line appears for everybody, its sender included, when the server has put it in order. Whom the
 * server does not reach is told without it; such a line stands last until it gets its place.
 */
export class Chat {
  /** What the room's key does for the chat. */
  readonly encryption: ChatEncryption;
  #options: ChatOptions;
  #outbox: Outbox;
  /** In the server's order. */
  #settled: readonly ChatLine[] = [];
  /** Heard without the server, and not yet from it. */
  #direct = new DirectMessages();
  /** `seq` of each line that the server told. */
  #places = new Map<string, number>();
  #owners = new MessageIds();
  #resumed = 0;

  constructor(options: ChatOptions) {
    const { ports: { clock, secrets, onError }, chat, savedState, room, key } = options;
    this.#options = options;
    this.encryption = new ChatEncryption({
      ...{ secrets, savedState, room, key, messages: options.messages },
      members: options.members,
      self: options.self,
      newest: () => this.#settled.findLast(({ kind }) => kind === "text") ?? null,
      onRead: () => this.#show(),
    });
    const { messages } = options;
    messages.on("chat", (id, said) => this.#hear(id, said));
    messages.on("call", (id, { names }) => this.#isMember(id) && this.encryption.hear(names));
    messages.onReachable((id) => this.#reach(id));
    chat.pending.value = savedState.outbox(room).map((line) => ({ ...line, failed: null }));
    this.#outbox = new Outbox({
      signaling: { request: (_event, line) => this.#send(line) },
      clock,
      onError,
      pending: chat.pending,
      keep: (lines) =>
        savedState.setOutbox(room, lines.map(({ failed: _failed, ...line }) => line)),
      onSaid: (line) => this.take(line),
      seal: (words) => Promise.resolve(words), // the chain does, when it is the line's turn
    });
  }

  /** The newest position known, to ask only for what came later. */
  get newest(): number {
    return this.#settled.at(-1)?.seq ?? 0;
  }

  /**
   * Says something to the room, perhaps in reply to a text. Blank text is nothing; long text is cut
   * into lines, and what would be more than a few of them is not said.
   */
  say(text: string, replyTo?: string): void {
    const { clock } = this.#options.ports;
    const trimmed = text.trim();
    const sealed = this.encryption.cipher.seals;
    if (isTooLong(trimmed, { sealed })) return; // the composer says so, and keeps what was written
    const lines: PendingLine[] = [];
    for (const text of cutToFit(trimmed, { sealed })) {
      const answers = lines.length === 0 && replyTo !== undefined
        ? { replyTo: plainId(replyTo) }
        : {};
      lines.push({ id: clock.uuid(), text, ...answers, failed: null });
    }
    if (lines.length === 0) return;
    this.#outbox.add(lines);
    this.#tell(lines, this.#cutOff());
  }

  /** Tells what waits to those of these members whom the server does not reach from here. */
  tellDirectly(ids: readonly string[] = this.#cutOff()): void {
    const waiting = this.#options.chat.pending.value.filter(({ failed }) => failed === null);
    const cutOff = this.#cutOff();
    this.#tell(waiting, ids.filter((id) => cutOff.includes(id)));
  }

  /** Takes what another page told without the server, if it is a member's who may write. */
  #hear(id: string, said: PeerMessages["chat"]): void {
    const { members, rules } = this.#options;
    const from = members.value.find((member) => member.id === id);
    if (from === undefined || !may("chat", { ...from, rules: rules.value })) return;
    this.#takeDirect({ id, name: from.name }, said);
  }

  #isMember(id: string): boolean {
    return this.#options.members.value.some((member) => member.id === id);
  }

  /** The connection to a member is there: tells what they do not hear from the server. */
  #reach(id: string): void {
    this.encryption.reach(id);
    this.tellDirectly([id]);
  }

  /** Somebody said something without the server. Who it was is known by the connection. */
  #takeDirect(from: Author, said: PeerMessages["chat"]): void {
    const { id, text, replyTo } = said;
    if (this.#places.has(keyOf({ id, from }))) return;
    const { chat, ports } = this.#options;
    const at = ports.clock.now();
    const answers = replyTo === undefined ? {} : { replyTo };
    const line: TextLine = { id, text, ...answers, seq: LAST, at, from, kind: "text" };
    if (!this.#direct.add(line)) return;
    batch(() => {
      this.#owners.note(line);
      chat.lines.value = [...chat.lines.value, this.#owners.shown(line)];
      if (!chat.open.value) chat.unread.value++;
    });
  }

  /** Sends a text again that was refused. */
  retry(id: string): void {
    this.#outbox.retry(id);
  }

  /** Says a line that waits, when it is its turn. */
  async #send(line: UnsentMessage): Promise<Outcome<{ line: ChatLine }>> {
    const { signaling } = this.#options.ports;
    const { id, text: words, replyTo } = line;
    const outcome = await this.encryption.chain.send(
      { kind: "text", id, words, replyTo },
      (ready) => signaling.request("chat:send", { ...line, ...ready }),
    );
    return outcome ?? { ok: false, error: "not-allowed" };
  }

  /** One is in the room (again), and this is what was said meanwhile. */
  begin(log: readonly ChatLine[], { first, wants }: { first: boolean; wants: number }): void {
    this.encryption.begin(log, { mended: wants > 0 });
    this.takeLog(log, { unread: !first });
  }

  /** One is in the room (again): gives a forgetful server its lines back, then sends what waits. */
  async resume(log: readonly ChatLine[], wants: number): Promise<void> {
    const turn = ++this.#resumed;
    const { ports, members } = this.#options;
    if (members.value.length === 1) this.encryption.lead({ isNew: !this.#settled.some(isSaid) });
    for (const lines of pieces(lacking(this.#settled, { log, wants }))) {
      const outcome = await ports.signaling.request("chat:restore", { lines });
      if (turn !== this.#resumed || !outcome.ok) break;
    }
    if (turn === this.#resumed) await this.#outbox.send();
  }

  /** Takes a line of the server; one that is known at this place already changes nothing. */
  take(line: ChatLine): void {
    this.encryption.take(line, { isNewest: line.seq > this.newest, own: this.#isOwn(line) });
    this.takeLog([line], { unread: true });
  }

  /** One of those that wait here: so it is told for the first time. */
  #isOwn({ id }: ChatLine): boolean {
    return this.#options.chat.pending.value.some((line) => line.id === id);
  }

  /** Takes what was said before one came, or while one was away. */
  takeLog(log: readonly ChatLine[], options: { unread: boolean }): void {
    const { chat } = this.#options;
    const fresh = log.filter((line) => this.#places.get(keyOf(line)) !== line.seq);
    if (fresh.length === 0) return;
    batch(() => {
      const unread = fresh.filter((line) => this.#place(line)).length;
      this.#show();
      for (const { id, from } of fresh) {
        if (from.id === this.#options.self.value) this.#outbox.remove(id);
      }
      if (options.unread && !chat.open.value) chat.unread.value += unread;
    });
  }

  /** Puts a line where the server says; whether it is somebody else's text, and new here. */
  #place(line: ChatLine): boolean {
    const key = keyOf(line);
    const known = this.#places.get(key);
    this.#places.set(key, line.seq);
    this.#owners.note(line);
    const wasDirect = this.#direct.remove(key);
    // After a restart a line may have found another place: the server's is everybody's.
    const others = known === undefined
      ? this.#settled
      : this.#settled.filter((other) => keyOf(other) !== key);
    this.#settled = inOrder(others, line);
    const isNew = known === undefined && !wasDirect;
    return isNew && line.kind === "text" && line.from.id !== this.#options.self.value;
  }

  setOpen(open: boolean): void {
    const { chat } = this.#options;
    batch(() => {
      chat.open.value = open;
      if (open) chat.unread.value = 0;
    });
  }

  /** Forgets everything: another room begins. */
  clear(): void {
    const { chat } = this.#options;
    this.#resumed++;
    this.#places.clear();
    this.#owners.clear();
    this.#settled = [];
    this.encryption.clear();
    this.#direct.clear();
    batch(() => {
      this.#show();
      this.#outbox.clear();
      chat.unread.value = 0;
    });
  }

  #show(): void {
    const { chat } = this.#options;
    let read = this.encryption.read(this.#settled);
    // What was taken back is forgotten when it is known what it was: a line that is gone is a gap.
    const rest = this.encryption.isComplete ? forgetDeleted(this.#settled) : this.#settled;
    if (rest !== this.#settled) {
      this.#settled = rest;
      read = this.encryption.read(rest);
    }
    chat.lines.value = [...read, ...this.#direct.all].map((line) => this.#owners.shown(line));
    this.encryption.onShown();
  }

  /** Others who would not get from the server what one says now. */
  #cutOff(): string[] {
    const { members, self, ports } = this.#options;
    const offline = !ports.signaling.connected.value;
    return members.value.filter(({ id, away }) => id !== self.value && (offline || away))
      .map(({ id }) => id);
  }

  #tell(lines: readonly PendingLine[], ids: readonly string[]): void {
    for (const { failed: _failed, ...said } of lines) {
      for (const member of ids) this.#options.messages.send(member, "chat", said);
    }
  }
}

function inOrder(lines: readonly ChatLine[], line: ChatLine): ChatLine[] {
  const isNewest = (lines.at(-1)?.seq ?? 0) < line.seq;
  return isNewest ? [...lines, line] : [...lines, line].sort((a, b) => a.seq - b.seq);
}
