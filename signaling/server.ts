// Attaches the signaling to an HTTP server: which clients may connect, and who handles their events.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { Server, type Socket } from "socket.io";
import { MAX_MESSAGE_BYTES, PING_MS } from "../protocol/limits.ts";
import { OUTDATED, speaksOurVersion } from "../protocol/version.ts";
import { type Clock, REAL_CLOCK } from "./clock.ts";
import type { Cluster, ClusterStats } from "./cluster/cluster.ts";
import { RoomDirectory } from "./room_directory.ts";
import { RoomAdmin, type RoomAdminApi } from "./room_admin.ts";
import { ServerCrypto } from "./server_crypto.ts";
import type { RoomStats } from "./room_settings.ts";
import { clusterOf, gracesOf, randomId, type SignalingOptions } from "./signaling_options.ts";
import { Dispatcher, type DispatcherStats } from "./gateway/dispatcher.ts";
import { type EventRouter, localRouter } from "./gateway/event_router.ts";
import type { Sink } from "./room/connection.ts";
import { ConnectionLimiter } from "./gateway/connection_limiter.ts";
import { handshake, type HandshakeRefusal } from "./gateway/handshake.ts";
import { strictParser } from "./gateway/strict_parser.ts";
import { type Connection, cut, EngineConnections } from "./gateway/engine_connections.ts";
import { tellProblems } from "./gateway/engine_problems.ts";
import { ownHostOf, requestKey } from "./gateway/request_info.ts";

/** What is going on, for a health check. */
export interface SignalingStats extends RoomStats, DispatcherStats {
  sockets: number;
  /** Connections, those included that never became a socket. */
  connections: number;
  /** Handshakes refused: of another page, or too many of one address. */
  turnedAway: number;
  /** What this process has to do with others; null when there are none. */
  cluster: ClusterStats | null;
}

/** The running signaling. */
export interface Signaling {
  stats(): SignalingStats;
  /** For the HTTP API. */
  readonly roomAdmin: RoomAdminApi;
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
  options: SignalingOptions,
): Signaling {
  return new SignalingServer(httpServer, options);
}

class SignalingServer implements Signaling {
  readonly roomAdmin: RoomAdminApi;
  readonly #options: SignalingOptions;
  readonly #clock: Clock;
  readonly #directory: RoomDirectory;
  readonly #cluster: Cluster | null;
  readonly #router: EventRouter;
  readonly #dispatcher: Dispatcher;
  readonly #limiter: ConnectionLimiter;
  readonly #io: Server;
  readonly #connections: EngineConnections;
  #turnedAway = 0;

  constructor(httpServer: HttpServer | HttpsServer, options: SignalingOptions) {
    const { config, onError, onRefused } = options;
    this.#options = options;
    const cluster = this.#cluster = clusterOf(options);
    this.#clock = cluster?.clock ?? options.clock ?? REAL_CLOCK;
    this.#directory = new RoomDirectory({
      settings: { ...config, addressRooms: config.addressLimit, ...gracesOf(options) },
      clock: this.#clock,
      crypto: new ServerCrypto(options.secret ?? randomBytes(32)),
      randomId: options.randomId ?? randomId,
      storage: cluster?.storage ?? options.storage ?? null,
      ...(cluster && { owner: cluster.owner }),
      sfu: options.sfu ? { ...options.sfu, onError: (error) => onError(error, "sfu") } : null,
    });
    this.#router = cluster?.serve(this.#directory) ?? localRouter(this.#directory, onError);
    this.roomAdmin = cluster?.roomAdmin ?? new RoomAdmin(this.#directory);
    this.#dispatcher = new Dispatcher({
      router: this.#router,
      now: () => this.#directory.now(),
      onError,
      onRefused,
    });
    this.#limiter = new ConnectionLimiter(config.addressLimit);
    this.#io = new Server(httpServer, {
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      parser: strictParser,
      connectTimeout: 5_000,
      pingInterval: options.pingMs ?? PING_MS,
      // A phone at its limits answers late. Who is silent is marked as such long before this.
      pingTimeout: PING_TIMEOUT_MS,
      allowRequest: (request, decide) => this.#decide(request, decide),
    });
    this.#connections = this.#watchConnections();
    const steady = () => this.#clock.steady();
    tellProblems(this.#io.engine, { steady, onRefused: (refusal) => onRefused?.(refusal) });
    this.#io.use(({ handshake }, next) => next(this.#outdated(handshake.auth)));
    this.#io.on("connection", (socket) => this.#welcome(socket));
  }

  stats(): SignalingStats {
    return {
      ...this.#directory.stats(),
      ...this.#dispatcher.stats(),
      sockets: this.#io.sockets.sockets.size,
      connections: this.#io.engine.clientsCount,
      turnedAway: this.#turnedAway,
      cluster: this.#cluster?.stats() ?? null,
    };
  }

  async close(): Promise<void> {
    this.#dispatcher.isClosing = true;
    this.#directory.close();
    await this.#cluster?.close(); // before clients come to another process
    await this.#connections.closeAll({ timeout: CLOSING_MS });
  }

  /** What a page of another version is told. */
  #outdated(auth: Record<string, unknown>): Error | undefined {
    if (speaksOurVersion(auth)) return undefined;
    this.#options.onRefused?.({ kind: "version" });
    return new Error(OUTDATED);
  }

  /** Whether a handshake may become a connection. */
  #decide(
    request: IncomingMessage,
    decide: (refused: string | null, allowed: boolean) => void,
  ): void {
    const isClosing = this.#dispatcher.isClosing;
    const { config: { trustProxy }, onRefused } = this.#options;
    const now = () => this.#directory.now();
    const refusal = isClosing
      ? null
      : handshake(request, { limiter: this.#limiter, trustProxy, now });
    const allowed = !isClosing && refusal === null;
    if (!allowed) this.#turnedAway += 1;
    if (refusal !== null) onRefused?.(refusal);
    decide(refusal === null ? null : wordOf(refusal), allowed);
  }

  /** Counts the connections of each address, and cuts off those that flood. */
  #watchConnections(): EngineConnections {
    const limiter = this.#limiter;
    const now = () => this.#directory.now();
    return new EngineConnections(this.#io.engine, {
      now: () => this.#clock.now(),
      keyOf: (connection) => this.#addressOf(connection),
      isSuspect: (connection) => limiter.isSuspect(this.#addressOf(connection), now()),
      onOpen: (connection) => limiter.opened(this.#addressOf(connection), now()),
      onClose: (connection) => limiter.closed(this.#addressOf(connection)),
      onCut: (connection, why) => this.#punish(connection, why),
    });
  }

  #addressOf({ request }: Connection): string {
    return requestKey(request, this.#options.config.trustProxy);
  }

  /** Notes a connection that was cut off; its address is suspect unless it only read too slowly. */
  #punish(connection: Connection, why: "flood" | "unread" = "flood"): void {
    this.#dispatcher.countCut();
    this.#options.onRefused?.({ kind: why });
    if (why === "unread") return;
    this.#limiter.suspect(this.#addressOf(connection), this.#directory.now());
  }

  /** Connects a socket to the room directory. */
  #welcome(socket: Socket): void {
    const clock = this.#clock;
    let heardAt = clock.steady();
    socket.conn.on("packet", () => heardAt = clock.steady());
    const sink: Sink = {
      notify: (event, payload) => void socket.emit(event, payload),
      heardAt: () => heardAt,
      drop: () => socket.conn.close(true),
    };
    const sender = this.#directory.enter(
      sink,
      this.#addressOf(socket.conn),
      ownHostOf(socket.request, this.#options.config.trustProxy),
    );
    // A middleware that never calls next(): no event gets past this check to another listener.
    const listener = this.#dispatcher.listener(sender, () => {
      this.#punish(socket.conn);
      cut(socket.conn);
    });
    // Socket.IO hands packets on one tick late: what came before the end may be heard after it, and
    // nobody would ever quit for a room that is joined then.
    socket.use((packet) => socket.connected && listener(packet));
    socket.on("disconnect", () => {
      if (!this.#dispatcher.isClosing) this.#router.disconnected(sender);
    });
  }
}

/** What the page is told; `call/signaling_client/connection_problem.ts` reads it. */
function wordOf(refusal: HandshakeRefusal): string {
  return refusal.kind === "origin" ? `origin ${refusal.own ?? ""}` : refusal.kind;
}
