// The chat of a room: what everybody sees in one order, and what is still on its way there.
import { batch } from "@preact/signals-core";
import { MAX_TEXT } from "../protocol/limits.ts";
import type { ChatLine } from "../protocol/shapes.ts";
import type { CallModel } from "./model.ts";
import type { Failure, Ports } from "./ports.ts";

/** Failures that pass by themselves: the line stays, and is sent again. */
const PASSING: ReadonlySet<Failure> = new Set([
  "offline",
  "timeout",
  "too-fast",
  "restarting",
  "not-in-room",
]);
const TOO_FAST_PAUSE_MS = 1_500;

export interface ChatOptions {
  ports: Pick<Ports, "wire" | "clock">;
  chat: CallModel["chat"];
  self: CallModel["room"]["self"];
}

/**
 * A line appears for everybody, its sender included, when the server has put it in order. Until
 * then it waits in `pending` and is sent again after every reconnect; its id, made here, is what
 * lets the server recognise the copy.
 */
export class Chat {
  #options: ChatOptions;

  constructor(options: ChatOptions) {
    this.#options = options;
  }

  /** The newest position known, to ask only for what came later. */
  get newest(): number {
    return this.#options.chat.lines.value.at(-1)?.seq ?? 0;
  }

  /** Says something to the room. Blank text is nothing; text that is too long is cut into lines. */
  say(text: string): void {
    const { chat, ports } = this.#options;
    const trimmed = text.trim();
    for (let at = 0; at < trimmed.length; at += MAX_TEXT) {
      const line = { id: ports.clock.uuid(), text: trimmed.slice(at, at + MAX_TEXT), failed: null };
      chat.pending.value = [...chat.pending.value, line];
      void this.#send(line.id, line.text);
    }
  }

  /** Sends all that waits, in the order it was written. */
  resend(): void {
    const { chat } = this.#options;
    for (const { id, text, failed } of chat.pending.value) {
      if (failed === null) void this.#send(id, text);
    }
  }

  /** Takes a line of the server; one that is known already changes nothing. */
  take(line: ChatLine): void {
    const { chat, self } = this.#options;
    const { value: lines } = chat.lines;
    if (lines.some(({ id }) => id === line.id)) return;
    batch(() => {
      chat.lines.value = (lines.at(-1)?.seq ?? 0) < line.seq
        ? [...lines, line]
        : [...lines, line].sort((a, b) => a.seq - b.seq);
      chat.pending.value = chat.pending.value.filter(({ id }) => id !== line.id);
      const counts = line.kind === "text" && line.from.id !== self.value && !chat.open.value;
      if (counts) chat.unread.value++;
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
    batch(() => {
      chat.lines.value = [];
      chat.pending.value = [];
      chat.unread.value = 0;
    });
  }

  async #send(id: string, text: string): Promise<void> {
    const { ports, chat } = this.#options;
    const outcome = await ports.wire.request("chat:send", { id, text });
    if (outcome.ok) return this.take(outcome.line);
    if (outcome.error === "too-fast") {
      ports.clock.after(TOO_FAST_PAUSE_MS, () => void this.#send(id, text));
    } else if (!PASSING.has(outcome.error)) {
      chat.pending.value = chat.pending.value.map((line) =>
        line.id === id ? { ...line, failed: outcome.error } : line
      );
    }
  }
}
