// The chat of rooms with a host after the last person hung up: whoever comes again in time finds it.
import type { Clock } from "./clock.ts";
import { type ChatLog, emptyLog, goingOn } from "./chat_log.ts";

/** Chats that are kept; the one whose room was left longest ago goes first. */
const MAX_CHATS = 500;

interface Left {
  readonly log: ChatLog;
  /** Steady time in milliseconds when it is forgotten. */
  readonly until: number;
}

/** In memory only, and for as long as the setting says. */
export class ChatMemory {
  readonly #clock: Clock;
  readonly #memoryMs: number;
  readonly #history: number;
  readonly #left = new Map<string, Left>();
  #alarm: unknown = null;

  constructor(
    { clock, memoryMs, history }: { clock: Clock; memoryMs: number; history: number },
  ) {
    this.#clock = clock;
    this.#memoryMs = memoryMs;
    this.#history = history;
  }

  /** The last person left the room for now. */
  keep(room: string, log: ChatLog): void {
    if (this.#memoryMs === 0 || this.#history === 0) return;
    this.#left.delete(room); // to the end of the order
    this.#left.set(room, { log, until: this.#clock.steady() + this.#memoryMs });
    const [oldest] = this.#left.keys();
    if (this.#left.size > MAX_CHATS && oldest !== undefined) this.#left.delete(oldest);
    this.#plan();
  }

  /** Somebody is there again, or the call was ended: what is kept is not needed any more. */
  forget(room: string): void {
    this.#left.delete(room);
  }

  /** The log of a room that is opened, with numbers above `last`: as it was left, or without lines. */
  begin(room: string, last: number): ChatLog {
    const left = this.#left.get(room);
    this.#left.delete(room);
    if (left === undefined || left.until <= this.#clock.steady()) {
      return emptyLog({ history: this.#history, now: last });
    }
    return goingOn(left.log, { last: Math.max(last, left.log.last) });
  }

  stop(): void {
    this.#clock.clearTimeout(this.#alarm);
  }

  /** All are kept equally long, so the first one is the first to go. */
  #plan(): void {
    const [first] = this.#left.values();
    if (first === undefined || this.#alarm !== null) return;
    const ms = Math.max(0, first.until - this.#clock.steady());
    this.#alarm = this.#clock.setTimeout(() => {
      this.#alarm = null;
      const now = this.#clock.steady();
      for (const [room, { until }] of this.#left) if (until <= now) this.#left.delete(room);
      this.#plan();
    }, ms);
  }
}
