// The connections below Socket.IO: counts them, limits their traffic, and cuts those that misbehave.
import type { Server, Socket } from "socket.io";
import { SUSPECT_SHARE, TrafficBudget } from "./traffic_budget.ts";
import { type BacklogEntry, SendBacklog } from "./send_backlog.ts";

/** The part that we use of the npm:ws WebSocket, which Engine.IO holds but does not declare. */
interface EngineSocket {
  terminate(): void;
  once(event: "close", listener: () => void): void;
  readonly readyState: number;
}

/** A connection of Engine.IO. */
export type Connection = Socket["conn"];

/** `readyState` of a WebSocket that is gone. */
const CLOSED = 3;
/** How long the client may take to agree to the end of a connection, in milliseconds. */
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
  /** The key by which a connection counts. */
  keyOf(connection: Connection): string;
  /** Whether a connection may send less than usual. */
  isSuspect(connection: Connection): boolean;
  onOpen(connection: Connection): void;
  onClose(connection: Connection): void;
  /** The server cut one that sent too much or did not read what it was sent. */
  onCut(connection: Connection, why: "flood" | "unread"): void;
}

/** All connections of an engine, also those that never became a socket. */
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
   * Closes them such that clients connect again (to them it is a "transport close"), and cuts those
   * that have not agreed within `timeout` milliseconds.
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
    // otherwise a polling client that does not poll any more stays for half a minute
    Object.assign(connection.transport, { closeTimeout: PARTING_MS });
    this.#options.onOpen(connection);
    const { now, onCut, keyOf, isSuspect } = this.#options;
    const budget = new TrafficBudget(now(), isSuspect(connection) ? SUSPECT_SHARE : 1);
    let isCut = false;
    const end = (why: "flood" | "unread") => {
      if (isCut) return;
      isCut = true;
      onCut(connection, why);
      cut(connection);
    };
    connection.on("packet", (packet: Packet) => {
      if (!isCut && !budget.take(sizeOf(packet), now())) end("flood");
    });
    const entry = this.#backlog.entry(keyOf(connection));
    countUnread(connection, { entry, onTooMuch: () => end("unread") });
    connection.once("close", (reason: string) => {
      entry.end();
      this.#part(connection, reason);
    });
  }

  /**
   * The engine reads a closed WebSocket until the client agrees. The client gets little time, and none
   * if the reason was what it sent, or that it never sent anything.
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

/** Bytes that a packet takes besides its text (objects and frames), roughly. */
const PACKET_BYTES = 200;

/**
 * Adds up what the client has not taken yet: what Engine.IO holds for the next flush, and what it gave
 * to the socket, until the socket drains.
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
