// The signaling on an HTTP server: who may open a socket at all, and what becomes of it then.
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
import { Hub } from "./hub.ts";
import { Landlord } from "./landlord.ts";
import { Seals } from "./seals.ts";
import type { HubSettings, HubStats } from "./settings.ts";
import { Shell, type ShellStats } from "./shell.ts";
import type { Storage } from "./storage.ts";
import type { Outlet } from "./visitor.ts";
import type { TrustProxy } from "./walls/address.ts";
import { Door } from "./walls/door.ts";
import { handshake, type HandshakeRefusal } from "./walls/handshake.ts";
import { walledParser } from "./walls/parser.ts";
import { type Connection, Connections, cut } from "./walls/raw_sockets.ts";
import type { Refusal } from "./walls/refusals.ts";
import { requestKey } from "./walls/request.ts";

/** What of the configuration concerns the signaling; `Config` of config.ts is one. */
export type SignalingConfig = Omit<HubSettings, keyof typeof GRACES> & {
  /** Whose X-Forwarded- headers are believed. */
  readonly trustProxy: TrustProxy;
  /** Sockets that one address may hold; 0 = any number. */
  readonly addressLimit: number;
};

/** How long who is waited for. */
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
  /** Where an unexpected error of a handler goes. The sender is told "internal". */
  onError: (error: unknown, event: string) => void;
  /** Hears who is turned away, and why. */
  onRefused?: (refusal: Refusal) => void;
  /** What seats and copies of rooms are signed with; by chance if it is not given. */
  secret?: string | Uint8Array;
  /** What outlives this process; in memory if it is not given. */
  storage?: Storage;
  pingMs?: number;
  clock?: Clock;
  randomId?: () => string;
}

/** What is going on, for a health check. */
export interface SignalingStats extends HubStats, ShellStats {
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
  readonly landlord: Landlord;
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
  const hub = new Hub({
    settings: { ...config, addressRooms: config.addressLimit, ...gracesOf(options) },
    clock,
    seals: new Seals(options.secret ?? randomBytes(32)),
    randomId: options.randomId ?? randomId,
    storage: options.storage ?? null,
  });
  const shell = new Shell({ hub, onError: options.onError, onRefused: options.onRefused });
  const door = new Door(config.addressLimit);
  let turnedAway = 0;
  const deciding = { door, trustProxy: config.trustProxy, now: () => hub.now() };
  const io = new Server(httpServer, {
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    parser: walledParser,
    connectTimeout: 5_000,
    pingInterval: options.pingMs ?? PING_MS,
    // A phone at its limits answers late. Who is silent is marked as such long before this.
    pingTimeout: PING_TIMEOUT_MS,
    allowRequest: (request, decide) => {
      const refusal = shell.isClosing ? null : handshake(request, deciding);
      const allowed = !shell.isClosing && refusal === null;
      if (!allowed) turnedAway += 1;
      if (refusal !== null) options.onRefused?.(refusal);
      decide(refusal === null ? null : wordOf(refusal), allowed);
    },
  });
  const addressOf = ({ request }: Connection) => requestKey(request, config.trustProxy);
  const punish = (connection: Connection, why: "flood" | "unread" = "flood") => {
    shell.countCut();
    options.onRefused?.({ kind: why });
    if (why === "unread") return;
    door.suspect(addressOf(connection), hub.now());
  };
  const connections = new Connections(io.engine, {
    now: () => clock.now(),
    keyOf: addressOf,
    isSuspect: (connection) => door.isSuspect(addressOf(connection), hub.now()),
    onOpen: (connection) => door.opened(addressOf(connection), hub.now()),
    onClose: (connection) => door.closed(addressOf(connection)),
    onCut: punish,
  });
  io.use(({ handshake }, next) => {
    if (speaksOurVersion(handshake.auth)) return next();
    options.onRefused?.({ kind: "version" });
    next(new Error(OUTDATED));
  });
  io.on("connection", (socket) => welcome(socket, { hub, shell, clock, punish, addressOf }));
  return {
    landlord: new Landlord(hub),
    stats: () => ({
      ...hub.stats(),
      ...shell.stats(),
      sockets: io.sockets.sockets.size,
      connections: io.engine.clientsCount,
      turnedAway,
    }),
    close: () => {
      shell.isClosing = true;
      hub.close();
      return connections.closeAll({ patience: CLOSING_MS });
    },
  };
}

interface House {
  hub: Hub;
  shell: Shell;
  clock: Clock;
  punish: (connection: Connection) => void;
  addressOf: (connection: Connection) => string;
}

function welcome(socket: Socket, { hub, shell, clock, punish, addressOf }: House): void {
  let heardAt = clock.steady();
  socket.conn.on("packet", () => heardAt = clock.steady());
  const outlet: Outlet = {
    notify: (event, payload) => void socket.emit(event, payload),
    heardAt: () => heardAt,
    drop: () => socket.conn.close(true),
  };
  const sender = hub.enter(outlet, addressOf(socket.conn));
  // A middleware that never calls next(): no event can reach a listener past this wall.
  const listener = shell.listener(sender, () => {
    punish(socket.conn);
    cut(socket.conn);
  });
  // Socket.IO hands packets on one tick late: what came before the end may be heard after it, and
  // nobody would ever quit for a room that is joined then.
  socket.use((packet) => socket.connected && listener(packet));
  socket.on("disconnect", () => {
    if (!shell.isClosing) hub.quit(sender);
  });
}

/** What the page is told, which words it: `troubleOf` of call/wire reads it. */
function wordOf(refusal: HandshakeRefusal): string {
  return refusal.kind === "origin" ? `origin ${refusal.own ?? ""}` : refusal.kind;
}

/** 128 random bits in 22 letters. */
function randomId(): string {
  return randomBytes(16).toString("base64url");
}
