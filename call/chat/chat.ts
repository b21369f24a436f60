// The chat of a room: its lines in the server's order, and own messages that are still to be sent.
import { batch, signal } from "@preact/signals-core";
import { type ChatLine, isSaid, type Joined, type Member } from "../../protocol/shapes.ts";
import type { PeerMessages } from "../transport/data_messages.ts";
import type { MessageBus } from "../transport/message_bus.ts";
import type { SavedState, UnsentMessage } from "../saved_state.ts";
import type { Membership } from "../membership/membership.ts";
import type { Outcome, Ports } from "../ports.ts";
import { Scope } from "../scope.ts";
import type { View } from "../view.ts";
import { directLine, DirectMessages, DirectSender } from "./direct_messages.ts";
import { forgetDeleted } from "./conversation.ts";
import { giveBack, lacking, pieces } from "./history_restore.ts";
import { cutToFit, isTooLong } from "./split_message.ts";
import { SettledLines } from "./settled_lines.ts";
import { Outbox, type PendingLine, pendingLines } from "./outbox.ts";
import { keyOf, MessageIds } from "./message_ids.ts";
import { ChatEncryption } from "./chat_encryption.ts";

export interface ChatOptions {
  ports: Pick<Ports, "signaling" | "clock" | "secrets" | "store" | "onError">;
  savedState: SavedState;
  room: string;
  membership: View<Membership>;
  /** Carries lines to other pages without the server. */
  messages: MessageBus;
}

/**
 * A line appears for everybody, its author included, once the server has given it a place. Members whom
 * the server does not reach get it directly; there it stands last until the server has placed it.
 */
export class Chat {
  /** Encryption with the room's key, if there is one. */
  readonly encryption: ChatEncryption;
  readonly lines = signal<readonly ChatLine[]>([]);
  /** Messages that the server has not acknowledged. */
  readonly pending = signal<readonly PendingLine[]>([]);
  /** Messages of others since the panel was last open. */
  readonly unread = signal(0);
  /** Whether the panel is open. */
  readonly open = signal(false);
  readonly #options: ChatOptions;
  readonly #scope = new Scope();
  #outbox: Outbox;
  readonly #settled = new SettledLines();
  /** Received from other pages, and not yet from the server. */
  #direct = new DirectMessages();
  readonly #sender: DirectSender;
  #owners = new MessageIds();
  #resumed = 0;

  constructor(options: ChatOptions) {
    const { ports: { clock, secrets, onError }, membership, savedState, room } = options;
    this.#options = options;
    this.#sender = new DirectSender(options);
    this.encryption = new ChatEncryption({
      ...{ secrets, savedState, room, messages: options.messages, position: () => this.newest },
      key: () => membership.credentials.key,
      members: membership.members,
      self: membership.self,
      newest: () => this.#settled.all.findLast(({ kind }) => kind === "text") ?? null,
      onRead: () => this.#show(),
    });
    this.pending.value = savedState.outbox(room).map((line) => ({ ...line, failed: null }));
    this.#outbox = new Outbox({
      signaling: { request: (_event, line) => this.#send(line) },
      clock,
      onError,
      pending: this.pending,
      keep: (lines) =>
        savedState.setOutbox(room, lines.map(({ failed: _failed, ...line }) => line)),
      onAcknowledged: (line) => this.take(line),
    });
    this.#listen();
  }

  #listen(): void {
    const { ports, messages, membership } = this.#options;
    messages.on("chat", (id, said) => this.#hear(id, said));
    messages.on("call", (id, { names }) => this.#memberOf(id) && this.encryption.hear(names));
    messages.on("log", (id, { keeps }) => this.#memberOf(id) && this.encryption.log.hear(keeps));
    messages.onReachable((id) => this.#reach(id));
    // The next visit asks for lines that were on their way when the person hung up.
    const take = (line: ChatLine) => membership.phase.value === "call" && this.take(line);
    this.#scope.add(
      ports.signaling.onEvent("chat:line", (line) => membership.inOrder(() => void take(line))),
    );
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /** What `ChatPanelState` needs, which is loaded with the panel. */
  get panelOptions(): Pick<Ports, "signaling" | "clock" | "store"> & { room: string } {
    const { ports, room } = this.#options;
    return { ...ports, room };
  }

  /** The newest position known, to ask only for what came later. */
  get newest(): number {
    return this.#settled.newest;
  }

  /**
   * Sends a message to the room, perhaps in reply to another. Blank text is not sent; long text is
   * split into several messages, and not sent if there were too many of them.
   */
  send(text: string, replyTo?: string): void {
    const { clock } = this.#options.ports;
    const trimmed = text.trim();
    const sealed = this.encryption.cipher.seals;
    if (isTooLong(trimmed, { sealed })) return; // the composer says so and keeps the text
    const lines = pendingLines(cutToFit(trimmed, { sealed }), { clock, replyTo });
    if (lines.length === 0) return;
    this.#outbox.add(lines);
    this.#sender.tell(lines);
  }

  /** Sends pending messages directly to those of these members whom the server does not reach. */
  tellDirectly(ids?: readonly string[]): void {
    this.#sender.tell(this.pending.value.filter(({ failed }) => failed === null), ids);
  }

  /** Shows a direct message. The connection it came over says who its author is. */
  #hear(id: string, said: PeerMessages["chat"]): void {
    const { membership, ports } = this.#options;
    const line = directLine(this.#memberOf(id), said, { membership, now: ports.clock.now() });
    if (line === null || this.#settled.has(line) || !this.#direct.add(line)) return;
    batch(() => {
      this.#owners.note(line);
      this.lines.value = [...this.lines.value, this.#owners.shown(line)];
      if (!this.open.value) this.unread.value++;
    });
  }

  #memberOf(id: string): Member | undefined {
    return this.#options.membership.members.value.find((member) => member.id === id);
  }

  /** A member can be reached: sends them what they do not get from the server. */
  #reach(id: string): void {
    this.encryption.reach(id);
    this.tellDirectly([id]);
  }

  /** Sends a refused message again. */
  retry(id: string): void {
    this.#outbox.retry(id);
  }

  /** Sends a pending message when it is its turn. */
  async #send(line: UnsentMessage): Promise<Outcome<{ line: ChatLine }>> {
    const { signaling } = this.#options.ports;
    const { id, text: words, replyTo } = line;
    const outcome = await this.encryption.chain.send(
      { kind: "text", id, words, replyTo },
      (ready) => signaling.request("chat:send", { ...line, ...ready }),
    );
    return outcome ?? { ok: false, error: "not-allowed" };
  }

  /** This page is in the room (again), with the log of the meantime. */
  begin(joined: Joined, { first }: { first: boolean }): void {
    this.encryption.begin(joined);
    this.takeLog(joined.log, { unread: !first });
  }

  /** Gives a restarted server its lines back, then sends pending messages. */
  async resume(log: readonly ChatLine[], wants: number): Promise<void> {
    const turn = ++this.#resumed;
    const { ports, membership } = this.#options;
    if (membership.members.value.length === 1) {
      this.encryption.lead({ isNew: !this.#settled.all.some(isSaid) });
    }
    const send = (lines: ChatLine[]) => ports.signaling.request("chat:restore", { lines });
    const way = { clock: ports.clock, send, isWanted: () => turn === this.#resumed };
    await giveBack(pieces(lacking(this.#settled.all, { log, wants })), way);
    if (turn === this.#resumed) await this.#outbox.send();
  }

  /** Takes a line from the server; one that is already known at this place changes nothing. */
  take(line: ChatLine): void {
    // One that is pending here: the server sends it for the first time.
    const own = this.pending.value.some(({ id }) => id === line.id);
    this.encryption.take(line, { isNewest: line.seq > this.newest, own });
    this.takeLog([line], { unread: true });
  }

  /** Takes lines from before this page joined, or while it was away. */
  takeLog(log: readonly ChatLine[], options: { unread: boolean }): void {
    const fresh = log.filter((line) => !this.#settled.isAtPlace(line));
    if (fresh.length === 0) return;
    batch(() => {
      const unread = fresh.filter((line) => this.#place(line)).length;
      this.#show();
      for (const { id, from } of fresh) {
        if (from.id === this.#options.membership.self.value) this.#outbox.remove(id);
      }
      if (options.unread && !this.open.value) this.unread.value += unread;
    });
  }

  /** Puts a line at the server's place; answers whether it is another member's message, and new. */
  #place(line: ChatLine): boolean {
    const wasKnown = this.#settled.has(line);
    const wasDirect = this.#direct.remove(keyOf(line));
    this.#owners.note(line);
    this.#settled.place(line);
    const isNew = !wasKnown && !wasDirect;
    return isNew && line.kind === "text" && line.from.id !== this.#options.membership.self.value;
  }

  setOpen(open: boolean): void {
    batch(() => {
      this.open.value = open;
      if (open) this.unread.value = 0;
    });
  }

  /** Forgets everything: another room begins. */
  clear(): void {
    this.#resumed++;
    this.#owners.clear();
    this.#settled.clear();
    this.encryption.clear();
    this.#direct.clear();
    batch(() => {
      this.#show();
      this.#outbox.clear();
      this.unread.value = 0;
    });
  }

  #show(): void {
    const { all } = this.#settled;
    let read = this.encryption.read(all);
    // A deleted message is forgotten once it has been read: a missing line would look like a gap.
    const rest = this.encryption.isComplete ? forgetDeleted(all) : all;
    if (rest !== all) {
      this.#settled.replace(rest);
      read = this.encryption.read(rest);
    }
    this.lines.value = [...read, ...this.#direct.all].map((line) => this.#owners.shown(line));
    this.encryption.onShown();
  }
}
