// The way of every event to its room: budget → table → schema; the role is checked where the room lives.
import * as v from "valibot";
import type { ErrorCode, Reply } from "../../protocol/errors.ts";
import { type AnyRow, type Result, rowOf, UNKNOWN_COST } from "../event_table.ts";
import { type Bucket, fullBucket, isHammering, spend, strike } from "./event_rate_limit.ts";
import type { CheckedEvent, EventRouter, OnError } from "./event_router.ts";
import type { Refusal } from "./refusal_log.ts";
import type { ClientConnection } from "../room/connection.ts";

/** Figures of the events since the start. */
export interface DispatcherStats {
  /** Events that the server answered. */
  events: number;
  /** Events that it refused, by error code. */
  refused: Partial<Record<ErrorCode, number>>;
  /** Connections that it cut because they would not stop. */
  cut: number;
}

/** What a dispatcher needs, and where it reports. */
export interface DispatcherOptions {
  /** Answers what has passed the checks. */
  router: EventRouter;
  /** Server time in milliseconds since 1970. */
  now: () => number;
  /** Receives unexpected errors. The sender's answer is "internal". */
  onError: OnError;
  /** Hears of refusals for want of room, which the operator can change by a setting. */
  onRefused?: ((refusal: Refusal) => void) | undefined;
}

/** One packet as Socket.IO hands it on, and the way to answer it. */
type Packet = readonly unknown[];

const STOP_AT_FIRST = { abortEarly: true } as const;

/** Checks every event of every connection before a handler sees it. */
export class Dispatcher {
  readonly #router: EventRouter;
  readonly #now: () => number;
  readonly #onError: OnError;
  readonly #onRefused: DispatcherOptions["onRefused"];
  readonly #stats: DispatcherStats = { events: 0, refused: {}, cut: 0 };
  isClosing = false;

  constructor({ router, now, onError, onRefused }: DispatcherOptions) {
    this.#onError = onError;
    this.#onRefused = onRefused;
    this.#router = router;
    this.#now = now;
  }

  stats(): DispatcherStats {
    return { ...this.#stats, refused: { ...this.#stats.refused } };
  }

  /** Counts a connection that was cut below the events. */
  countCut(): void {
    this.#stats.cut += 1;
  }

  /** Makes the listener for all packets of one connection; `end` cuts the connection. */
  listener(sender: ClientConnection, end: () => void): (packet: Packet) => void {
    let bucket: Bucket = fullBucket(this.#now());
    return (packet) => {
      if (isHammering(bucket)) return; // cut already; this came before the end
      const [name, payload] = packet;
      const ack = packet.at(-1);
      const reply = isReply(ack) ? ack : ignore;
      const row = packet.length === (reply === ack ? 3 : 2) ? rowOf(name) : undefined;
      const spent = spend(bucket, { cost: row?.cost ?? UNKNOWN_COST, now: this.#now() });
      bucket = spent.bucket;
      const answer = (result: Result) => reply(this.#replyOf(result));
      const event = spent.allowed ? this.#checked(row, { name, payload }) : "too-fast";
      if (event === "invalid") bucket = strike(bucket);
      if (isHammering(bucket)) return end();
      if (typeof event === "string") answer(event);
      else this.#router.perform(sender, event, answer);
    };
  }

  #checked(
    row: AnyRow | undefined,
    { name, payload }: { name: unknown; payload: unknown },
  ): CheckedEvent | "restarting" | "invalid" | "internal" {
    if (this.isClosing) return "restarting";
    if (row === undefined) return "invalid";
    try {
      const { success, output } = v.safeParse(row.schema, payload, STOP_AT_FIRST);
      return success ? { row, name: String(name), payload: output } : "invalid";
    } catch (error) {
      this.#onError(error, String(name));
      return "internal";
    }
  }

  #replyOf(result: Result): Reply<object> {
    this.#stats.events += 1;
    if (typeof result !== "string") return { ok: true, ...result };
    if (result === "server-full") this.#onRefused?.({ kind: "server-full" });
    if (result === "address-full") this.#onRefused?.({ kind: "address-rooms" });
    this.#stats.refused[result] = (this.#stats.refused[result] ?? 0) + 1;
    return { ok: false, error: result };
  }
}

function isReply(ack: unknown): ack is (reply: Reply<object>) => void {
  return typeof ack === "function";
}

function ignore(): void {}
