// The way of every event to its handler: budget → table → schema → role.
import * as v from "valibot";
import type { ErrorCode, Reply } from "../../protocol/errors.ts";
import type { HandlerContext } from "../handlers/handler.ts";
import type { RoomDirectory } from "../room_directory.ts";
import { type AnyRow, perform, type Result, rowOf, UNKNOWN_COST } from "../event_table.ts";
import { type Bucket, fullBucket, isHammering, spend, strike } from "./event_rate_limit.ts";
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
  directory: RoomDirectory;
  /** Receives unexpected errors of handlers. The sender's answer is "internal". */
  onError: (error: unknown, event: string) => void;
  /** Hears of refusals for want of room, which the operator can change by a setting. */
  onRefused?: ((refusal: Refusal) => void) | undefined;
}

/** One packet as Socket.IO hands it on, and the way to answer it. */
type Packet = readonly unknown[];

const STOP_AT_FIRST = { abortEarly: true } as const;

/** Checks every event of every connection before a handler sees it. */
export class Dispatcher {
  readonly #directory: RoomDirectory;
  readonly #onError: DispatcherOptions["onError"];
  readonly #onRefused: DispatcherOptions["onRefused"];
  readonly #stats: DispatcherStats = { events: 0, refused: {}, cut: 0 };
  isClosing = false;

  constructor({ directory, onError, onRefused }: DispatcherOptions) {
    this.#onRefused = onRefused;
    this.#directory = directory;
    this.#onError = onError;
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
    const context: HandlerContext = { directory: this.#directory, sender };
    let bucket: Bucket = fullBucket(this.#directory.now());
    return (packet) => {
      if (isHammering(bucket)) return; // cut already; this came before the end
      const [name, payload] = packet;
      const ack = packet.at(-1);
      const reply = isReply(ack) ? ack : ignore;
      const row = packet.length === (reply === ack ? 3 : 2) ? rowOf(name) : undefined;
      const spent = spend(bucket, { cost: row?.cost ?? UNKNOWN_COST, now: this.#directory.now() });
      bucket = spent.bucket;
      const result = spent.allowed ? this.#answer(row, { context, payload, name }) : "too-fast";
      if (result === "invalid") bucket = strike(bucket);
      if (isHammering(bucket)) {
        return end();
      }
      if (result instanceof Promise) void result.then((late) => reply(this.#replyOf(late)));
      else reply(this.#replyOf(result));
    };
  }

  #answer(
    row: AnyRow | undefined,
    { context, payload, name }: { context: HandlerContext; payload: unknown; name: unknown },
  ): Result | Promise<Result> {
    if (this.isClosing) return "restarting";
    if (row === undefined) return "invalid";
    const fail = (error: unknown) => {
      this.#onError(error, String(name));
      return "internal" as const;
    };
    try {
      const { success, output } = v.safeParse(row.schema, payload, STOP_AT_FIRST);
      if (!success) return "invalid";
      const result = perform(row, context, output);
      return result instanceof Promise ? result.catch(fail) : result;
    } catch (error) {
      return fail(error);
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
