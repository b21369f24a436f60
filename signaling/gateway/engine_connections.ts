// The connections below Socket.IO: counted, weighed, and ended when being polite is not enough.
import type { Server, Socket } from "socket.io";
import { SUSPECT_SHARE, TrafficBudget } from "./traffic_budget.ts";
import { type BacklogEntry, SendBacklog } from "./send_backlog.ts";

/** What we use of a WebSocket of npm:ws, which Engine.IO holds but does not declare. */
interface EngineSocket {
  terminate(): void;
  once(event: "close", listener: () => void): void;
  readonly readyState: number;
}

/** A connection of Engine.IO. */
export type Connection = Socket["conn"];

/** `readyState` of a WebSocket that is gone. */
const CLOSED = 3;
/** How long the other side of a closed connection may take to agree, in milliseconds. */
const PARTING_MS = 1_000;

/**
 * Cuts a connection at once. Closing it politely would go on reading a flood for up to 30 seconds,
 * because the other side is given that long to agree.
 */
export function cut(connection: Connection): void {
  const raw = engineSocketOf(connection);
  if (raw === null) connection.close(true);
  else raw.terminate();
}

/** Who wants to know about connections. */
export interface EngineConnectionsOptions {
  now: () => number;
  /** What it is counted by. */
  keyOf(connection: Connection): string;
  /** Whether it is to get less than usual. */
  isSuspect(connection: Connection): boolean;
  onOpen(connection: Connection): void;
  onClose(connection: Connection): void;
  /** One was cut, because it sent more than anybody needs or did not read what it was sent. */
  onCut(connection: Connection, why: "flood" | "unread"): void;
}

/** All connections of an engine, those included that never said what they want. */
export class EngineConnections {
  readonly #open = new Set<Connection>();
  readonly #engine: Server["engine"];
  readonly #options: EngineConnectionsOptions;
  readonly #backlog = new SendBacklog();
  #isClosing = false;

  constructor(engine: Server["engine"], options: EngineConnectionsOptions) {
    this.#engine = engine;
    this.#options = options;
    engine.on("connection", (connection: Connection) => this.#welcome(connection));
  }

  /**
   * Closes them such that clients will try again (to them it is a "transport close"), and cuts
   * those that have not agreed within `patience` milliseconds.
   */
  async closeAll({ timeout }: { timeout: number }): Promise<void> {
    this.#isClosing = true;
    const raws = [...this.#open].map(engineSocketOf).filter((raw) => raw !== null);
    const hurry = setTimeout(() => raws.forEach((raw) => raw.terminate()), timeout);
    const closed = raws.map((raw) => new Promise<void>((resolve) => raw.once("close", resolve)));
    this.#engine.close();
    await Promise.all(closed);
    clearTimeout(hurry);
  }

  #welcome(connection: Connection): void {
    this.#open.add(connection);
    // a polling client that does not ask any more would be kept for half a minute after its end
    Object.assign(connection.transport, { closeTimeout: PARTING_MS });
    this.#options.onOpen(connection);
    const { now, onCut, keyOf, isSuspect } = this.#options;
    const allowance = new TrafficBudget(now(), isSuspect(connection) ? SUSPECT_SHARE : 1);
    let isCut = false;
    const end = (why: "flood" | "unread") => {
      if (isCut) return;
      isCut = true;
      onCut(connection, why);
      cut(connection);
    };
    connection.on("packet", (packet: Packet) => {
      if (!isCut && !allowance.take(sizeOf(packet), now())) end("flood");
    });
    const entry = this.#backlog.entry(keyOf(connection));
    countUnread(connection, { entry, onTooMuch: () => end("unread") });
    connection.once("close", (reason: string) => {
      entry.end();
      this.#part(connection, reason);
    });
  }

  /**
   * A closed WebSocket goes on being read until the other side agrees. It is not given long, and no
   * time at all if it was closed because of what it sent, or because it never said anything.
   */
  #part(connection: Connection, reason: string): void {
    this.#open.delete(connection);
    this.#options.onClose(connection);
    const raw = engineSocketOf(connection);
    if (raw === null || raw.readyState === CLOSED) return;
    if (reason === "forced close" && !this.#isClosing) return raw.terminate();
    const late = setTimeout(() => raw.terminate(), PARTING_MS);
    raw.once("close", () => clearTimeout(late));
  }
}

interface Packet {
  data?: unknown;
}

function sizeOf({ data }: Packet): number {
  return typeof data === "string" ? data.length : 0;
}

/** Bytes that every packet takes beside its text: objects and frames, roughly. */
const PACKET_BYTES = 200;

/**
 * Adds up what a connection has not taken yet: what Engine.IO holds back for the next flush, and
 * what it gave to the socket, until that says that it has room again.
 */
function countUnread(
  connection: Connection,
  { entry, onTooMuch }: { entry: BacklogEntry; onTooMuch: () => void },
): void {
  let held = 0;
  let given = 0;
  connection.on("packetCreate", (packet: Packet) => {
    held += sizeOf(packet) + PACKET_BYTES;
    if (!entry.set(held + given)) onTooMuch();
  });
  connection.on("flush", () => {
    given += held;
    held = 0;
  });
  connection.on("drain", () => {
    given = 0;
    entry.set(held);
  });
}

function engineSocketOf(connection: Connection): EngineSocket | null {
  const { socket } = connection.transport as { socket?: EngineSocket };
  return typeof socket?.terminate === "function" ? socket : null;
}
