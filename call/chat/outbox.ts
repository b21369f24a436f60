// What one has written and the server has not confirmed: kept over reloads, sent in order, one at a time.
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

/** Failures that pass by themselves in a moment. */
const PASSING: ReadonlySet<Failure> = new Set(["too-fast", "restarting", "internal"]);
/** Failures after which there is nothing to do until one is in the room again. */
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
  /** Keeps what must survive a reload of the page. */
  keep(lines: readonly PendingLine[]): void;
  /** The server has put it in order. */
  onAcknowledged(line: ChatLine): void;
  onError(error: unknown): void;
}

/**
 * A line waits here until it is seen among the lines of the room. It may be sent more than once;
 * its id lets the server and everybody else recognise the copy. Since the next one is sent only
 * when this one is confirmed, no failure can change their order.
 */
export class Outbox {
  #options: OutboxOptions;
  #running = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(lines: readonly PendingLine[]): void {
    this.#set([...this.#options.pending.value, ...lines]);
    void this.send();
  }

  /** The line is among the lines of the room. */
  remove(id: string): void {
    const { value } = this.#options.pending;
    const rest = value.filter((line) => line.id !== id);
    if (rest.length < value.length) this.#set(rest);
  }

  /** Tries a line again that was refused. */
  retry(id: string): void {
    const { value } = this.#options.pending;
    this.#set(value.map((line) => line.id === id ? { ...line, failed: null } : line));
    void this.send();
  }

  clear(): void {
    this.#set([]);
  }

  /** Sends what waits, oldest first, until all is said or the way is lost. */
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
      this.#running = false; // whatever went wrong, the next line is sent
    }
  }

  /** Whether it makes sense to go on. */
  async #sendOne({ failed: _failed, ...line }: PendingLine): Promise<boolean> {
    const { signaling, clock, onAcknowledged } = this.#options;
    const { id } = line;
    const outcome = await signaling.request("chat:send", line);
    if (outcome.ok) {
      this.remove(id);
      onAcknowledged(outcome.line);
      return true;
    }
    const { error } = outcome;
    if (OUTSIDE.has(error)) return false;
    if (PASSING.has(error)) await new Promise<void>((done) => clock.after(PAUSE_MS, done));
    else if (error !== "timeout") this.#fail(id, error);
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
