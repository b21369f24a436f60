// What one HTTP connection may ask for and leave unread: requests in flight, bytes, time.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import type { BacklogEntry, SendBacklog } from "../../signaling/gateway/send_backlog.ts";

/** Requests of one connection that may be unanswered or unread. Browsers send one at a time. */
export const MAX_IN_FLIGHT = 8;
/** How long an answer may take until it is read, in milliseconds … */
export const ANSWER_MS = 20_000;
/** … and how much longer per byte: a phone at the edge of a network reads 16 kB per second. */
const MS_PER_BYTE = 1 / 16;
/** How long a long poll of Socket.IO may stay open, in milliseconds: pings end it before. */
const POLL_MS = 60_000;

interface Pipeline {
  /** Answers that are not read yet, and the time (steady milliseconds) by which they must be. */
  readonly open: Map<ServerResponse, number>;
  readonly backlog: BacklogEntry;
}

/** Who cuts, and why it is called. */
export interface PipelineLimitsOptions {
  backlog: SendBacklog;
  /** The address that connections are counted by. */
  keyOf: (socket: Socket) => string;
  /** Milliseconds that no setting of the clock moves. */
  steady: () => number;
  onCut: () => void;
}

/** The connections of one server that have asked for something. */
export class PipelineLimits {
  readonly #options: PipelineLimitsOptions;
  readonly #pipelines = new Map<Socket, Pipeline>();

  constructor(options: PipelineLimitsOptions) {
    this.#options = options;
  }

  /** Takes a request in; false when its connection has been cut and nobody should answer. */
  enter(request: IncomingMessage, response: ServerResponse): boolean {
    const { socket } = request;
    if (socket.destroyed) return false;
    const pipeline = this.#pipelines.get(socket) ?? this.#begin(socket);
    const isPoll = request.url?.startsWith("/socket.io/") ?? false;
    pipeline.open.set(response, this.#options.steady() + (isPoll ? POLL_MS : ANSWER_MS));
    response.once("close", () => pipeline.open.delete(response));
    if (pipeline.open.size <= MAX_IN_FLIGHT && this.#weigh(pipeline)) return true;
    this.#cut(socket);
    return false;
  }

  /** Looks for answers that nobody reads. To be called about every second. */
  look(): void {
    const now = this.#options.steady();
    for (const [socket, pipeline] of this.#pipelines) {
      const late = [...pipeline.open].some(([response, due]) =>
        now > due + response.writableLength * MS_PER_BYTE
      );
      if (late || !this.#weigh(pipeline)) this.#cut(socket);
    }
  }

  /** Looks at one connection, after something was answered on it. */
  weigh(socket: Socket): void {
    const pipeline = this.#pipelines.get(socket);
    if (pipeline !== undefined && !this.#weigh(pipeline)) this.#cut(socket);
  }

  #begin(socket: Socket): Pipeline {
    const { backlog, keyOf } = this.#options;
    const pipeline = { open: new Map(), backlog: backlog.entry(keyOf(socket)) };
    this.#pipelines.set(socket, pipeline);
    socket.once("close", () => {
      this.#pipelines.delete(socket);
      pipeline.backlog.end();
    });
    return pipeline;
  }

  #weigh({ open, backlog }: Pipeline): boolean {
    let bytes = 0; // only the first answer counts what the socket itself holds
    for (const response of open.keys()) bytes += response.writableLength;
    return backlog.set(bytes);
  }

  #cut(socket: Socket): void {
    if (socket.destroyed) return;
    this.#options.onCut();
    socket.destroy();
  }
}

const REQUEST_LINE = "HTTP/1.";

/**
 * Cuts a connection that sends more than {@link MAX_IN_FLIGHT} requests at once before they are
 * parsed: node:http makes every request of a chunk (2,300 in 64 kB, 150 ms) before it looks whether
 * the socket is still open. Answers what ends the watch, for a connection that stops being HTTP.
 */
export function refuseBursts(socket: Socket, onCut: () => void): () => void {
  // the parser reads past every listener until it is told not to; Node does so for "data" by itself
  const { parser } = socket as { parser?: { unconsume?: () => void } | null };
  parser?.unconsume?.();
  const look = (chunk: Uint8Array) => {
    if (countOf(chunk) <= MAX_IN_FLIGHT || socket.destroyed) return;
    chunk.fill(0); // the parser gets it all the same, and stops at once
    onCut();
    socket.destroy();
  };
  socket.prependListener("data", look);
  return () => socket.off("data", look);
}

/** How many request lines there are. JSON, which is all that is posted here, has no raw newline. */
function countOf(chunk: Uint8Array): number {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  let count = 0;
  for (let at = bytes.indexOf(REQUEST_LINE); at !== -1; at = bytes.indexOf(REQUEST_LINE, at + 1)) {
    const end = at + REQUEST_LINE.length + 1;
    if (bytes[end] === 0x0d || bytes[end] === 0x0a) count += 1;
    if (count > MAX_IN_FLIGHT) break;
  }
  return count;
}
