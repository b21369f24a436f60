// Messages that the server has not acknowledged: kept over reloads, sent in order, one at a time.
import type { Signal } from "@preact/signals-core";
import type { ChatLine } from "../../protocol/shapes.ts";
import type { UnsentMessage } from "../saved_state.ts";
import type { Clock, Failure, Outcome } from "../ports.ts";
import { plainId } from "./message_ids.ts";

/** A message that the server has not acknowledged yet. */
export interface PendingLine extends UnsentMessage {
  /** Why it was refused for good; null while it is on its way. */
  failed: Failure | null;
}

/** How long to wait when the server asks for patience, in milliseconds. */
const PAUSE_MS = 1_500;

/** A message that the server could not take so many times is left to the person. */
const MOST_INTERNAL = 8;

/** Failures that are over in a moment. */
const PASSING: ReadonlySet<Failure> = new Set(["too-fast", "restarting", "internal"]);
/** Failures after which sending waits until this page is in the room again. */
const OUTSIDE: ReadonlySet<Failure> = new Set(["offline", "not-in-room"]);

/** New messages with these texts; the first one replies. */
export function pendingLines(
  texts: readonly string[],
  { clock, replyTo }: { clock: Pick<Clock, "uuid">; replyTo: string | undefined },
): PendingLine[] {
  return texts.map((text, n) => ({
    ...{ id: clock.uuid(), text, failed: null },
    ...(n === 0 && replyTo !== undefined ? { replyTo: plainId(replyTo) } : {}),
  }));
}

export interface OutboxOptions {
  signaling: {
    request(event: "chat:send", line: UnsentMessage): Promise<Outcome<{ line: ChatLine }>>;
  };
  clock: Pick<Clock, "after">;
  pending: Signal<readonly PendingLine[]>;
  /** Stores the messages that must survive a reload. */
  keep(lines: readonly PendingLine[]): void;
  /** The server has placed the line. */
  onAcknowledged(line: ChatLine): void;
  onError(error: unknown): void;
}

/**
 * A message waits here until the room has it. It may be sent more than once; by its id the server and
 * all pages recognise a copy. The next one is sent only when this one is acknowledged, so no failure
 * can change their order.
 */
export class Outbox {
  #options: OutboxOptions;
  #running = false;
  /** How often the server failed in a row on the message that is being sent. */
  #internal = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(lines: readonly PendingLine[]): void {
    this.#set([...this.#options.pending.value, ...lines]);
    void this.send();
  }

  /** The room has this message. */
  remove(id: string): void {
    const { value } = this.#options.pending;
    const rest = value.filter((line) => line.id !== id);
    if (rest.length < value.length) this.#set(rest);
  }

  /** Sends a refused message again. */
  retry(id: string): void {
    const { value } = this.#options.pending;
    this.#set(value.map((line) => line.id === id ? { ...line, failed: null } : line));
    void this.send();
  }

  clear(): void {
    this.#set([]);
  }

  /** Sends pending messages, oldest first, until all are sent or the server is lost. */
  async send(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        if (!await this.#sendOne(next)) break;
      }
    } catch (error) {
      this.#options.onError(error);
    } finally {
      this.#running = false; // after any failure the next message can be sent
    }
  }

  /** Whether to go on with the next one. */
  async #sendOne({ failed: _failed, ...line }: PendingLine): Promise<boolean> {
    const { signaling, clock, onAcknowledged } = this.#options;
    const { id } = line;
    const outcome = await signaling.request("chat:send", line);
    if (outcome.ok) {
      this.#internal = 0;
      this.remove(id);
      onAcknowledged(outcome.line);
      return true;
    }
    const { error } = outcome;
    if (OUTSIDE.has(error)) return false;
    this.#internal = error === "internal" ? this.#internal + 1 : 0;
    const isHopeless = this.#internal >= MOST_INTERNAL;
    if (isHopeless) this.#internal = 0;
    if (PASSING.has(error) && !isHopeless) {
      await new Promise<void>((done) => clock.after(PAUSE_MS, done));
    } else if (error !== "timeout") this.#fail(id, error);
    return true;
  }

  #next(): PendingLine | undefined {
    return this.#options.pending.value.find(({ failed }) => failed === null);
  }

  #fail(id: string, failed: Failure): void {
    this.#set(
      this.#options.pending.value.map((line) => line.id === id ? { ...line, failed } : line),
    );
  }

  #set(lines: readonly PendingLine[]): void {
    this.#options.pending.value = lines;
    this.#options.keep(lines.filter(({ failed }) => failed === null));
  }
}
