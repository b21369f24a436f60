// The chat of a room: what everybody sees in one order, and what is still on its way there.
import { batch } from "@preact/signals-core";
import type { Author, ChatLine, TextLine } from "../../protocol/shapes.ts";
import { may } from "../authority/rules.ts";
import type { PeerMessage, PeerMessages } from "../links/messages.ts";
import type { Memory } from "../memory.ts";
import type { CallModel, PendingLine } from "../model.ts";
import type { Ports } from "../ports.ts";
import type { Cipher } from "./cipher.ts";
import { forgetDeleted } from "./conversation.ts";
import { lacking, pieces } from "./handover.ts";
import { cutToFit, isTooLong } from "./pieces.ts";
import { Outbox } from "./outbox.ts";
import { keyOf, Owners, plainId } from "./owners.ts";

/** Place of a line that has none yet: after all others. */
const LAST = Number.MAX_SAFE_INTEGER;
/** Lines kept that one member told without the server, and all of them. */
const MAX_DIRECT_OF_ONE = 100;
const MAX_DIRECT = 1_000;

export interface ChatOptions {
  ports: Pick<Ports, "wire" | "clock" | "onError">;
  cipher: Cipher;
  memory: Memory;
  room: string;
  chat: CallModel["chat"];
  members: CallModel["room"]["members"];
  rules: CallModel["room"]["rules"];
  self: CallModel["room"]["self"];
  /** Tells one member something without the server, if there is a way. */
  tell(id: string, message: PeerMessage): void;
}

/**
 * A line appears for everybody, its sender included, when the server has put it in order. Whom the
 * server does not reach is told without it; such a line stands last until it gets its place.
 */
export class Chat {
  #options: ChatOptions;
  #outbox: Outbox;
  /** In the server's order. */
  #settled: readonly ChatLine[] = [];
  /** Heard without the server, and not yet from it. */
  #direct = new Map<string, TextLine>();
  /** `seq` of each line that the server told. */
  #places = new Map<string, number>();
  #owners = new Owners();
  #resumed = 0;

  constructor(options: ChatOptions) {
    const { ports: { wire, clock, onError }, chat, memory, room } = options;
    this.#options = options;
    chat.pending.value = memory.outbox(room).map((line) => ({ ...line, failed: null }));
    this.#outbox = new Outbox({
      wire,
      clock,
      onError,
      pending: chat.pending,
      keep: (lines) => memory.setOutbox(room, lines.map(({ failed: _failed, ...line }) => line)),
      onSaid: (line) => this.take(line),
      seal: (words, id) => options.cipher.seal(words, { id, from: options.self.value ?? "" }),
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
    const sealed = this.#options.cipher.seals;
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
  hear(id: string, message: PeerMessage): void {
    const { members, rules } = this.#options;
    const from = members.value.find((member) => member.id === id);
    if (from === undefined || message.kind !== "chat") return;
    if (!may("chat", { rules: rules.value, role: from.role })) return;
    this.#takeDirect({ id, name: from.name }, message);
  }

  /** Somebody said something without the server. Who it was is known by the connection. */
  #takeDirect(from: Author, said: PeerMessages["chat"]): void {
    const { id, text, replyTo } = said;
    const key = keyOf({ id, from });
    if (this.#places.has(key) || this.#direct.has(key) || !this.#mayTell(from.id)) return;
    const { chat, ports } = this.#options;
    const at = ports.clock.now();
    const answers = replyTo === undefined ? {} : { replyTo };
    const line: TextLine = { id, text, ...answers, seq: LAST, at, from, kind: "text" };
    batch(() => {
      this.#direct.set(key, line);
      this.#owners.note(line);
      chat.lines.value = [...chat.lines.value, this.#owners.shown(line)];
      if (!chat.open.value) chat.unread.value++;
    });
  }

  /** Nobody can fill this page with lines that no server ever orders; the server may yet tell them. */
  #mayTell(member: string): boolean {
    if (this.#direct.size >= MAX_DIRECT) return false;
    let own = 0;
    for (const { from } of this.#direct.values()) if (from.id === member) own++;
    return own < MAX_DIRECT_OF_ONE;
  }

  /** Sends a text again that was refused. */
  retry(id: string): void {
    this.#outbox.retry(id);
  }

  /** One is in the room (again): gives a forgetful server its lines back, then sends what waits. */
  async resume(log: readonly ChatLine[], wants: number): Promise<void> {
    const turn = ++this.#resumed;
    const { ports } = this.#options;
    for (const lines of pieces(lacking(this.#settled, { log, wants }))) {
      const outcome = await ports.wire.request("chat:restore", { lines });
      if (turn !== this.#resumed || !outcome.ok) break;
    }
    if (turn === this.#resumed) await this.#outbox.send();
  }

  /** Takes a line of the server; one that is known at this place already changes nothing. */
  take(line: ChatLine): void {
    this.takeLog([line], { unread: true });
  }

  /** Takes what was said before one came, or while one was away. */
  takeLog(log: readonly ChatLine[], options: { unread: boolean }): void {
    const { chat } = this.#options;
    const fresh = log.filter((line) => this.#places.get(keyOf(line)) !== line.seq);
    if (fresh.length === 0) return;
    batch(() => {
      const unread = fresh.filter((line) => this.#place(line)).length;
      this.#settled = forgetDeleted(this.#settled);
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
    const wasDirect = this.#direct.delete(key);
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
    this.#direct.clear();
    batch(() => {
      this.#show();
      this.#outbox.clear();
      chat.unread.value = 0;
    });
  }

  #show(): void {
    const { chat, cipher } = this.#options;
    const read = this.#settled.flatMap((line) => cipher.read(line, () => this.#show()) ?? []);
    const all = [...read, ...this.#direct.values()];
    chat.lines.value = all.map((line) => this.#owners.shown(line));
  }

  /** Others who would not get from the server what one says now. */
  #cutOff(): string[] {
    const { members, self, ports } = this.#options;
    const offline = !ports.wire.connected.value;
    return members.value.filter(({ id, away }) => id !== self.value && (offline || away))
      .map(({ id }) => id);
  }

  #tell(lines: readonly PendingLine[], ids: readonly string[]): void {
    for (const { failed: _failed, ...said } of lines) {
      for (const member of ids) this.#options.tell(member, { kind: "chat", ...said });
    }
  }
}

function inOrder(lines: readonly ChatLine[], line: ChatLine): ChatLine[] {
  const isNewest = (lines.at(-1)?.seq ?? 0) < line.seq;
  return isNewest ? [...lines, line] : [...lines, line].sort((a, b) => a.seq - b.seq);
}
