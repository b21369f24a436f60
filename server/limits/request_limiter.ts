// What every connection and request passes before anything is done for it: counts, rates, names.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { addressKey, isTrusted, type TrustProxy } from "../../signaling/gateway/client_address.ts";
import { SendBacklog } from "../../signaling/gateway/send_backlog.ts";
import { ownOrigin } from "../../signaling/gateway/origin_check.ts";
import type { Refusal } from "../../signaling/gateway/refusal_log.ts";
import { askedOf, requestKey, requestOriginOf } from "../../signaling/gateway/request_info.ts";
import { isKnownHost } from "./known_hosts.ts";
import { PipelineLimits, refuseBursts } from "./pipeline_limits.ts";
import { AddressRates, FairTurns } from "./address_rates.ts";

/** What a request limiter is told; `Config` of server/config/read_config.ts has the first three. */
export interface RequestLimiterOptions {
  /** Sockets that one address may hold; all bounds per address grow with it. 0 = none of them. */
  addressLimit: number;
  trustProxy: TrustProxy;
  /** Names under which this server answers; empty for any. */
  hosts: readonly string[];
  /** Hears of everything that is turned away. */
  onRefused?: (refusal: Refusal) => void;
  /** What is written to a person whose request is turned away. */
  words?: (status: RefusedStatus, acceptLanguage: string | undefined) => string;
  /** Milliseconds that no setting of the clock moves; for tests. */
  steady?: () => number;
}

/** Misdirected, too many, busy. */
export type RefusedStatus = 421 | 429 | 503;

/** Connections at once, and new ones per second, as multiples of the sockets of one address. */
const CONNECTIONS = { open: 6, burst: 24, perSecond: 1.2 };
/** Requests at once, and per second, as multiples of the sockets of one address. */
const REQUESTS = { burst: 60, perSecond: 3 };

/** What a request costs of that. */
const COST = { page: 20, file: 1, handshake: 5, poll: 0.1, refused: 5 };

/** Limits in front of an HTTP server. */
export class RequestLimiter {
  readonly turns = new FairTurns();
  readonly #options: RequestLimiterOptions;
  readonly #pipelines: PipelineLimits;
  readonly #connections: AddressRates;
  readonly #requests: AddressRates;
  readonly #open = new Map<string, number>();
  readonly #watches = new WeakMap<Socket, () => void>();

  constructor(options: RequestLimiterOptions) {
    const { addressLimit, steady = () => performance.now() } = options;
    this.#options = options;
    const rate = ({ burst, perSecond }: typeof REQUESTS) =>
      new AddressRates({
        burst: addressLimit * burst,
        perSecond: addressLimit * perSecond,
        steady,
      });
    this.#connections = rate(CONNECTIONS);
    this.#requests = rate(REQUESTS);
    this.#pipelines = new PipelineLimits({
      backlog: new SendBacklog(),
      keyOf: (socket) => this.#isProxy(socket) ? "" : addressKey(socket.remoteAddress ?? ""),
      steady,
      onCut: () => this.#refuse({ kind: "unread" }),
    });
  }

  /** Drops what is too much of one address before a byte of it is read. */
  connect(socket: Socket): void {
    const key = addressKey(socket.remoteAddress ?? "");
    const { addressLimit } = this.#options;
    if (addressLimit === 0 || key === "" || this.#isProxy(socket)) return;
    const count = (this.#open.get(key) ?? 0) + 1;
    if (count > addressLimit * CONNECTIONS.open || !this.#connections.take(key, 1)) {
      this.#refuse({ kind: "connections" });
      return void socket.destroy();
    }
    this.#open.set(key, count);
    socket.once("close", () => {
      const rest = (this.#open.get(key) ?? 1) - 1;
      if (rest === 0) this.#open.delete(key);
      else this.#open.set(key, rest);
    });
  }

  /** Watches what a connection sends, decrypted. */
  watch(socket: Socket): void {
    this.#watches.set(socket, refuseBursts(socket, () => this.#refuse({ kind: "unread" })));
  }

  /** Whether this request may be answered by others; if not, it has been answered or cut. */
  admit(request: IncomingMessage, response: ServerResponse): boolean {
    if (!this.#pipelines.enter(request, response)) return false;
    const refusal = this.#refusalOf(request);
    if (refusal !== null) {
      this.#refuse(refusal);
      this.#answer(response, refusal.kind === "host" ? 421 : 429);
      return false;
    }
    const key = this.keyOf(request);
    response.once("finish", () => {
      if (response.statusCode >= 400) this.#requests.charge(key, this.#costed(COST.refused));
      this.#pipelines.weigh(request.socket);
    });
    return true;
  }

  /** Whether this connection may become a WebSocket; if not, it is cut. */
  admitUpgrade(request: IncomingMessage, socket: Socket): boolean {
    this.#watches.get(request.socket)?.();
    const refusal = this.#refusalOf(request);
    if (refusal === null) return true;
    this.#refuse(refusal);
    const status = refusal.kind === "host" ? "421 Misdirected Request" : "429 Too Many Requests";
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    socket.once("finish", () => socket.destroy());
    return false;
  }

  /** More wait than can be answered soon. */
  busy(): void {
    this.#refuse({ kind: "busy" });
  }

  /** What a request is counted by. */
  keyOf(request: IncomingMessage): string {
    return requestKey(request, this.#options.trustProxy);
  }

  /** What a person reads whose request is turned away. */
  words(status: RefusedStatus, acceptLanguage: string | undefined): string {
    return this.#options.words?.(status, acceptLanguage) ?? String(status);
  }

  /** Cuts who does not read. To be called about every second. */
  look(): void {
    this.#pipelines.look();
  }

  #refusalOf(request: IncomingMessage): Refusal & { kind: "host" | "requests" } | null {
    const { hosts, trustProxy, addressLimit } = this.#options;
    const way = requestOriginOf(request, trustProxy);
    const own = ownOrigin(askedOf(request), { trustProxy: way.trusted });
    const host = own === null ? "" : new URL(own).host;
    if (host !== "" && !isKnownHost(host, hosts)) return { kind: "host", host };
    if (addressLimit === 0 || this.#requests.take(this.keyOf(request), costOf(request.url ?? ""))) {
      return null;
    }
    return { kind: "requests", way };
  }

  #answer(response: ServerResponse, status: RefusedStatus): void {
    const text = this.words(status, response.req.headers["accept-language"]);
    response.writeHead(status, {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": "10",
      connection: "close",
    });
    response.end(text);
  }

  #costed(cost: number): number {
    return this.#options.addressLimit === 0 ? 0 : cost;
  }

  #isProxy(socket: Socket): boolean {
    return isTrusted(socket.remoteAddress ?? "", this.#options.trustProxy);
  }

  #refuse(refusal: Refusal): void {
    this.#options.onRefused?.(refusal);
  }
}

function costOf(url: string): number {
  const [path = "", query = ""] = url.split("?", 2);
  if (path.startsWith("/socket.io/")) return query.includes("sid=") ? COST.poll : COST.handshake;
  return /\.[a-z0-9]+$/i.test(path) ? COST.file : COST.page;
}
