// The chat of a room: what everybody sees in one order, and what is still on its way there.
import { batch } from "@preact/signals-core";
import { MAX_TEXT } from "../../protocol/limits.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import type { Memory } from "../memory.ts";
import type { CallModel } from "../model.ts";
import type { Ports } from "../ports.ts";
import { forgetDeleted } from "./conversation.ts";
import { lacking, pieces } from "./handover.ts";
import { Outbox } from "./outbox.ts";

export interface ChatOptions {
  ports: Pick<Ports, "wire" | "clock">;
  memory: Memory;
  room: string;
  chat: CallModel["chat"];
  self: CallModel["room"]["self"];
}

/** A line appears for everybody, its sender included, when the server has put it in order. */
export class Chat {
  #options: ChatOptions;
  #outbox: Outbox;
  /** `seq` of each line that is known. */
  #places = new Map<string, number>();
  #resumed = 0;

  constructor(options: ChatOptions) {
    const { ports: { wire, clock }, chat, memory, room } = options;
    this.#options = options;
    chat.pending.value = memory.outbox(room).map((line) => ({ ...line, failed: null }));
    this.#outbox = new Outbox({
      wire,
      clock,
      pending: chat.pending,
      keep: (lines) => memory.setOutbox(room, lines.map(({ failed: _failed, ...line }) => line)),
      onSaid: (line) => this.take(line),
    });
  }

  /** The newest position known, to ask only for what came later. */
  get newest(): number {
    return this.#options.chat.lines.value.at(-1)?.seq ?? 0;
  }

  /**
   * Says something to the room, perhaps in reply to a text. Blank text is nothing; text that is too
   * long is cut into lines.
   */
  say(text: string, replyTo?: string): void {
    const { clock } = this.#options.ports;
    const trimmed = text.trim();
    const lines = [];
    for (let at = 0; at < trimmed.length; at += MAX_TEXT) {
      const answers = at === 0 && replyTo !== undefined ? { replyTo } : {};
      const part = trimmed.slice(at, at + MAX_TEXT);
      lines.push({ id: clock.uuid(), text: part, ...answers, failed: null });
    }
    if (lines.length > 0) this.#outbox.add(lines);
  }

  /** Sends a text again that was refused. */
  retry(id: string): void {
    this.#outbox.retry(id);
  }

  /** One is in the room (again): gives a forgetful server its lines back, then sends what waits. */
  async resume(log: readonly ChatLine[], wants: number): Promise<void> {
    const turn = ++this.#resumed;
    const { chat, ports } = this.#options;
    for (const lines of pieces(lacking(chat.lines.value, { log, wants }))) {
      const outcome = await ports.wire.request("chat:restore", { lines });
      if (turn !== this.#resumed || !outcome.ok) break;
    }
    if (turn === this.#resumed) await this.#outbox.send();
  }

  /** Takes a line of the server; one that is known at this place already changes nothing. */
  take(line: ChatLine): void {
    const { chat, self } = this.#options;
    const known = this.#places.get(line.id);
    if (known === line.seq) return;
    this.#places.set(line.id, line.seq);
    batch(() => {
      // After a restart a line may have found another place: the server's is everybody's.
      const others = known === undefined
        ? chat.lines.value
        : chat.lines.value.filter(({ id }) => id !== line.id);
      chat.lines.value = forgetDeleted(inOrder(others, line));
      this.#outbox.remove(line.id);
      const counts = known === undefined && line.kind === "text" && line.from.id !== self.value;
      if (counts && !chat.open.value) chat.unread.value++;
    });
  }

  /** Takes what was said before one came, or while one was away. */
  takeLog(log: readonly ChatLine[], options: { unread: boolean }): void {
    const { chat } = this.#options;
    const { value: before } = chat.unread;
    batch(() => {
      for (const line of log) this.take(line);
      if (!options.unread) chat.unread.value = before;
    });
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
    batch(() => {
      chat.lines.value = [];
      this.#outbox.clear();
      chat.unread.value = 0;
    });
  }
}

function inOrder(lines: readonly ChatLine[], line: ChatLine): ChatLine[] {
  const isNewest = (lines.at(-1)?.seq ?? 0) < line.seq;
  return isNewest ? [...lines, line] : [...lines, line].sort((a, b) => a.seq - b.seq);
}
