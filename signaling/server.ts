// The Socket.IO shell: rate limit → known event? → schema → handler → reply; nothing passes beside it.
import { randomBytes } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { Server, type Socket } from "socket.io";
import * as v from "valibot";
import type { ErrorCode, Reply } from "../protocol/errors.ts";
import { REQUEST_NAMES, type RequestName } from "../protocol/events.ts";
import {
  MAX_MESSAGE_BYTES,
  PING_MS,
  RELOAD_GRACE_MS,
  SEAT_GRACE_MS,
  SEAT_MEMORY_MS,
  SILENT_MS,
} from "../protocol/limits.ts";
import { SCHEMAS } from "../protocol/schemas.ts";
import { type Asking, HANDLERS } from "./handlers/mod.ts";
import { type Clock, REAL_CLOCK } from "./clock.ts";
import { Hub } from "./hub.ts";
import { isFromOwnPage } from "./origin.ts";
import { walledParser } from "./parser.ts";
import { Connections, cut } from "./raw_sockets.ts";
import { type Bucket, COSTS, fullBucket, isHammering, spend, UNKNOWN_COST } from "./rate_limit.ts";
import { Seals } from "./seals.ts";
import type { HubSettings, HubStats } from "./settings.ts";

/** What of the configuration concerns the signaling; `Config` of config.ts is one. */
export type SignalingConfig = Omit<HubSettings, keyof typeof GRACES> & {
  /** Believe the X-Forwarded- headers. */
  readonly trustProxy: boolean;
};

/** How long who is waited for. */
const GRACES = {
  seatGraceMs: SEAT_GRACE_MS,
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
  /** What seats and copies of rooms are signed with; by chance if it is not given. */
  secret?: string | Uint8Array;
  pingMs?: number;
  clock?: Clock;
  randomId?: () => string;
}

/** What is going on, for a health check. */
export interface SignalingStats extends HubStats {
  sockets: number;
  /** Events answered since the start. */
  events: number;
  /** Events refused since the start, by error code. */
  refused: Partial<Record<ErrorCode, number>>;
  /** Sockets that were cut because they would not stop. */
  cut: number;
}

/** The running signaling. */
export interface Signaling {
  stats(): SignalingStats;
  /** Refuses everything from now on and closes all sockets, but not the HTTP server. */
  close(): Promise<void>;
}

/** A row of the table of events, with its types put aside: the schema vouches for the payload. */
interface Row {
  schema: v.GenericSchema;
  cost: number;
  handle: (asking: Asking, payload: unknown) => object | ErrorCode;
}

const EVENTS: ReadonlyMap<unknown, Row> = new Map(
  REQUEST_NAMES.map((name: RequestName) => [name, {
    schema: SCHEMAS[name],
    cost: COSTS[name],
    handle: HANDLERS[name] as Row["handle"],
  }]),
);

/** How long an answer to a ping may take until the connection is given up, in milliseconds. */
const PING_TIMEOUT_MS = 25_000;

/** How long clients may take to agree to the end, in milliseconds. */
const CLOSING_MS = 500;

const STOP_AT_FIRST = { abortEarly: true } as const;

/**
 * Puts the signaling onto an HTTP server that has its own request listener already. There must be
 * no other "upgrade" listener on it: two of them break the upgrade to WebSocket without a word.
 */
export function attachSignaling(
  httpServer: HttpServer | HttpsServer,
  options: SignalingOptions,
): Signaling {
  const shell = new Shell(options);
  const { trustProxy } = options.config;
  const io = new Server(httpServer, {
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    parser: walledParser,
    connectTimeout: 5_000,
    pingInterval: options.pingMs ?? PING_MS,
    // A phone at its limits answers late. Who is silent is marked as such long before this.
    pingTimeout: PING_TIMEOUT_MS,
    allowRequest: ({ headers, socket }, decide) => {
      const encrypted = "encrypted" in socket && socket.encrypted === true;
      decide(null, !shell.isClosing && isFromOwnPage({ headers, encrypted }, { trustProxy }));
    },
  });
  const connections = new Connections(io.engine);
  io.on("connection", (socket) => shell.welcome(socket));
  return {
    stats: () => ({ ...shell.stats(), sockets: io.sockets.sockets.size }),
    close: () => {
      shell.close();
      return connections.closeAll({ patience: CLOSING_MS });
    },
  };
}

class Shell {
  readonly #hub: Hub;
  readonly #clock: Clock;
  readonly #onError: (error: unknown, event: string) => void;
  readonly #stats = { events: 0, refused: {} as Partial<Record<ErrorCode, number>>, cut: 0 };
  isClosing = false;

  constructor({ config, ...options }: SignalingOptions) {
    this.#clock = options.clock ?? REAL_CLOCK;
    this.#hub = new Hub({
      settings: { ...config, ...gracesOf(options) },
      clock: this.#clock,
      seals: new Seals(options.secret ?? randomBytes(32)),
      randomId: options.randomId ?? randomId,
    });
    this.#onError = options.onError;
  }

  stats() {
    return { ...this.#hub.stats(), ...this.#stats, refused: { ...this.#stats.refused } };
  }

  close(): void {
    this.isClosing = true;
    this.#hub.close();
  }

  welcome(socket: Socket): void {
    let heardAt = this.#clock.steady();
    socket.conn.on("packet", () => heardAt = this.#clock.steady());
    const sender = this.#hub.enter({
      notify: (event, payload) => void socket.emit(event, payload),
      heardAt: () => heardAt,
      drop: () => socket.conn.close(true),
    });
    const asking: Asking = { hub: this.#hub, sender };
    let bucket: Bucket = fullBucket(this.#hub.now());
    // A middleware that never calls next(): no event can reach a listener past this wall.
    socket.use((packet) => {
      if (isHammering(bucket)) return; // cut already; this came before the end
      const [name, payload] = packet;
      const ack: unknown = packet.at(-1);
      const reply = typeof ack === "function" ? ack : ignore;
      const row = packet.length === (reply === ack ? 3 : 2) ? EVENTS.get(name) : undefined;
      const spent = spend(bucket, { cost: row?.cost ?? UNKNOWN_COST, now: this.#hub.now() });
      bucket = spent.bucket;
      if (isHammering(bucket)) {
        this.#stats.cut += 1;
        return cut(socket.conn);
      }
      const result = spent.allowed ? this.#answer(row, { asking, payload, name }) : "too-fast";
      reply(this.#replyOf(result));
    });
    socket.on("disconnect", () => {
      if (!this.isClosing) this.#hub.quit(sender);
    });
  }

  #answer(
    row: Row | undefined,
    { asking, payload, name }: { asking: Asking; payload: unknown; name: unknown },
  ): object | ErrorCode {
    if (this.isClosing) return "restarting";
    if (row === undefined) return "invalid";
    try {
      const { success, output } = v.safeParse(row.schema, payload, STOP_AT_FIRST);
      return success ? row.handle(asking, output) : "invalid";
    } catch (error) {
      this.#onError(error, String(name));
      return "internal";
    }
  }

  #replyOf(result: object | ErrorCode): Reply<object> {
    this.#stats.events += 1;
    if (typeof result !== "string") return { ok: true, ...result };
    this.#stats.refused[result] = (this.#stats.refused[result] ?? 0) + 1;
    return { ok: false, error: result };
  }
}

/** 128 random bits in 22 letters. */
function randomId(): string {
  return randomBytes(16).toString("base64url");
}

function ignore(): void {}
