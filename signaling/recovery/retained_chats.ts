// Keeps the chat of a room with a host after the last member left, for members who return in time.
import type { Clock } from "../clock.ts";
import { isSaid } from "../../protocol/shapes.ts";
import { type ChatLog, emptyLog, goingOn, since } from "../room/chat_log.ts";

/** Chats to keep. Beyond this, the address that opened most of them loses its oldest one. */
const MAX_CHATS = 500;

interface Left {
  readonly log: ChatLog;
  /** Who opened the room, as `LiveRoom` says it. */
  readonly maker: string;
  /** Steady time in milliseconds at which the server forgets it. */
  readonly until: number;
}

/** Keeps chats in memory only, for as long as the setting CHAT_MEMORY says (`server/config/settings.ts`). */
export class RetainedChats {
  readonly #clock: Clock;
  readonly #memoryMs: number;
  readonly #history: number;
  readonly #left = new Map<string, Left>();
  #timer: unknown = null;

  constructor(
    { clock, memoryMs, history }: { clock: Clock; memoryMs: number; history: number },
  ) {
    this.#clock = clock;
    this.#memoryMs = memoryMs;
    this.#history = history;
  }

  /** The last member left. A chat without a message from a person is not kept. */
  keep(room: string, { log, maker }: { log: ChatLog; maker: string }): void {
    if (this.#memoryMs === 0 || this.#history === 0) return;
    this.#left.delete(room); // to the end of the order
    if (!since(log).some(isSaid)) return;
    this.#left.set(room, { log, maker, until: this.#clock.steady() + this.#memoryMs });
    if (this.#left.size > MAX_CHATS) this.#left.delete(oldestOfMost(this.#left));
    this.#plan();
  }

  has(room: string): boolean {
    return this.#left.has(room);
  }

  /** Somebody returned or a host ended the call, so the kept chat is of no more use. */
  forget(room: string): void {
    this.#left.delete(room);
  }

  /** The log for a room that opens, numbered above `last`: the kept one, or an empty one. */
  begin(room: string, last: number): ChatLog {
    const left = this.#left.get(room);
    this.#left.delete(room);
    if (left === undefined || left.until <= this.#clock.steady()) {
      return emptyLog({ history: this.#history, now: last });
    }
    return goingOn(left.log, { last: Math.max(last, left.log.last) });
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
  }

  /** All chats are kept equally long, so the first one expires first. */
  #plan(): void {
    const [first] = this.#left.values();
    if (first === undefined || this.#timer !== null) return;
    const ms = Math.max(0, first.until - this.#clock.steady());
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      const now = this.#clock.steady();
      for (const [room, { until }] of this.#left) if (until <= now) this.#left.delete(room);
      this.#plan();
    }, ms);
  }
}

/** Of the maker with the most kept chats, the room that was left first. */
function oldestOfMost(left: ReadonlyMap<string, Left>): string {
  const byMaker = Map.groupBy(left, ([, { maker }]) => maker).values().toArray();
  const most = byMaker.reduce((one, other) => other.length > one.length ? other : one);
  return most[0]![0];
}
