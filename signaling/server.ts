// Attaches the signaling to an HTTP server: which clients may connect, and who handles their events.
import { randomBytes } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { Server, type Socket } from "socket.io";
import {
  MAX_MESSAGE_BYTES,
  PING_MS,
  RELOAD_GRACE_MS,
  SEAT_GRACE_MS,
  SEAT_MEMORY_MS,
  SILENCE_GRACE_MS,
  SILENT_MS,
} from "../protocol/limits.ts";
import { OUTDATED, speaksOurVersion } from "../protocol/version.ts";
import { type Clock, REAL_CLOCK } from "./clock.ts";
import { RoomDirectory } from "./room_directory.ts";
import { RoomAdmin } from "./room_admin.ts";
import { ServerCrypto } from "./server_crypto.ts";
import type { RoomSettings, RoomStats } from "./settings.ts";
import { Dispatcher, type DispatcherStats } from "./gateway/dispatcher.ts";
import type { Storage } from "./storage.ts";
import type { Sink } from "./room/connection.ts";
import type { TrustProxy } from "./gateway/client_address.ts";
import { ConnectionLimiter } from "./gateway/connection_limiter.ts";
import { handshake, type HandshakeRefusal } from "./gateway/handshake.ts";
import { strictParser } from "./gateway/strict_parser.ts";
import { type Connection, cut, EngineConnections } from "./gateway/engine_connections.ts";
import type { Refusal } from "./gateway/refusal_log.ts";
import { requestKey } from "./gateway/request_info.ts";

/** The part of the configuration that concerns the signaling; `Config` of server/config/read_config.ts is one. */
export type SignalingConfig = Omit<RoomSettings, keyof typeof GRACES> & {
  /** Whose X-Forwarded- headers the server believes. */
  readonly trustProxy: TrustProxy;
  /** Sockets that one address may hold; 0 = any number. */
  readonly addressLimit: number;
};

/** How long the server keeps a seat, by the way its member went, in milliseconds. */
const GRACES = {
  seatGraceMs: SEAT_GRACE_MS,
  silenceGraceMs: SILENCE_GRACE_MS,
  reloadGraceMs: RELOAD_GRACE_MS,
  silentMs: SILENT_MS,
  seatMemoryMs: SEAT_MEMORY_MS,
};

function gracesOf(options: Partial<typeof GRACES>): typeof GRACES {
  const names = Object.keys(GRACES) as (keyof typeof GRACES)[];
  const chosen = names.map((name) => [name, options[name] ?? GRACES[name]]);
  return Object.fromEntries(chosen);
}

/** How the signaling is set up; what may be left out is for tests. */
export interface SignalingOptions extends Partial<typeof GRACES> {
  config: SignalingConfig;
  /** Receives unexpected errors of handlers. The sender's answer is "internal". */
  onError: (error: unknown, event: string) => void;
  /** Hears of every refusal. */
  onRefused?: (refusal: Refusal) => void;
  /** What seats and snapshots are signed with; random if it is not given. */
  secret?: string | Uint8Array;
  /** What outlives this process; in memory if it is not given. */
  storage?: Storage;
  pingMs?: number;
  clock?: Clock;
  randomId?: () => string;
}

/** What is going on, for a health check. */
export interface SignalingStats extends RoomStats, DispatcherStats {
  sockets: number;
  /** Connections, those included that never became a socket. */
  connections: number;
  /** Handshakes refused: of another page, or too many of one address. */
  turnedAway: number;
}

/** The running signaling. */
export interface Signaling {
  stats(): SignalingStats;
  /** For the HTTP API. */
  readonly roomAdmin: RoomAdmin;
  /** Refuses everything from now on and closes all sockets, but not the HTTP server. */
  close(): Promise<void>;
}

/** How long an answer to a ping may take until the connection is given up, in milliseconds. */
const PING_TIMEOUT_MS = 25_000;

/** How long clients may take to agree to the end, in milliseconds. */
const CLOSING_MS = 500;

/**
 * Puts the signaling onto an HTTP server that has its own request listener already. There must be
 * no other "upgrade" listener on it: two of them break the upgrade to WebSocket without a word.
 */
export function attachSignaling(
  httpServer: HttpServer | HttpsServer,
  { config, ...options }: SignalingOptions,
): Signaling {
  const clock = options.clock ?? REAL_CLOCK;
  const directory = new RoomDirectory({
    settings: { ...config, addressRooms: config.addressLimit, ...gracesOf(options) },
    clock,
    crypto: new ServerCrypto(options.secret ?? randomBytes(32)),
    randomId: options.randomId ?? randomId,
    storage: options.storage ?? null,
  });
  const dispatcher = new Dispatcher({
    directory,
    onError: options.onError,
    onRefused: options.onRefused,
  });
  const limiter = new ConnectionLimiter(config.addressLimit);
  let turnedAway = 0;
  const deciding = { limiter, trustProxy: config.trustProxy, now: () => directory.now() };
  const io = new Server(httpServer, {
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    parser: strictParser,
    connectTimeout: 5_000,
    pingInterval: options.pingMs ?? PING_MS,
    // A phone at its limits answers late. Who is silent is marked as such long before this.
    pingTimeout: PING_TIMEOUT_MS,
    allowRequest: (request, decide) => {
      const refusal = dispatcher.isClosing ? null : handshake(request, deciding);
      const allowed = !dispatcher.isClosing && refusal === null;
      if (!allowed) turnedAway += 1;
      if (refusal !== null) options.onRefused?.(refusal);
      decide(refusal === null ? null : wordOf(refusal), allowed);
    },
  });
  const addressOf = ({ request }: Connection) => requestKey(request, config.trustProxy);
  const punish = (connection: Connection, why: "flood" | "unread" = "flood") => {
    dispatcher.countCut();
    options.onRefused?.({ kind: why });
    if (why === "unread") return;
    limiter.suspect(addressOf(connection), directory.now());
  };
  const connections = new EngineConnections(io.engine, {
    now: () => clock.now(),
    keyOf: addressOf,
    isSuspect: (connection) => limiter.isSuspect(addressOf(connection), directory.now()),
    onOpen: (connection) => limiter.opened(addressOf(connection), directory.now()),
    onClose: (connection) => limiter.closed(addressOf(connection)),
    onCut: punish,
  });
  io.use(({ handshake }, next) => {
    if (speaksOurVersion(handshake.auth)) return next();
    options.onRefused?.({ kind: "version" });
    next(new Error(OUTDATED));
  });
  io.on(
    "connection",
    (socket) => welcome(socket, { directory, dispatcher, clock, punish, addressOf }),
  );
  return {
    roomAdmin: new RoomAdmin(directory),
    stats: () => ({
      ...directory.stats(),
      ...dispatcher.stats(),
      sockets: io.sockets.sockets.size,
      connections: io.engine.clientsCount,
      turnedAway,
    }),
    close: () => {
      dispatcher.isClosing = true;
      directory.close();
      return connections.closeAll({ timeout: CLOSING_MS });
    },
  };
}

interface ServerParts {
  directory: RoomDirectory;
  dispatcher: Dispatcher;
  clock: Clock;
  punish: (connection: Connection) => void;
  addressOf: (connection: Connection) => string;
}

function welcome(
  socket: Socket,
  { directory, dispatcher, clock, punish, addressOf }: ServerParts,
): void {
  let heardAt = clock.steady();
  socket.conn.on("packet", () => heardAt = clock.steady());
  const sink: Sink = {
    notify: (event, payload) => void socket.emit(event, payload),
    heardAt: () => heardAt,
    drop: () => socket.conn.close(true),
  };
  const sender = directory.enter(sink, addressOf(socket.conn));
  // A middleware that never calls next(): no event gets past this check to another listener.
  const listener = dispatcher.listener(sender, () => {
    punish(socket.conn);
    cut(socket.conn);
  });
  // Socket.IO hands packets on one tick late: what came before the end may be heard after it, and
  // nobody would ever quit for a room that is joined then.
  socket.use((packet) => socket.connected && listener(packet));
  socket.on("disconnect", () => {
    if (!dispatcher.isClosing) directory.disconnected(sender);
  });
}

/** What the page is told; `call/signaling_client/connection_problem.ts` reads it. */
function wordOf(refusal: HandshakeRefusal): string {
  return refusal.kind === "origin" ? `origin ${refusal.own ?? ""}` : refusal.kind;
}

/** 128 random bits in 22 letters. */
function randomId(): string {
  return randomBytes(16).toString("base64url");
}
