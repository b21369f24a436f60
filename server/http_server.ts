// The one server of this process: plain HTTP(S) requests go to a fetch handler, sockets to Socket.IO.
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer, type Server as SecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import {
  getRequestListener,
  type Http2Bindings,
  type HttpBindings,
  RequestError,
} from "@hono/node-server";
import { reportConnectionErrors } from "./connection_errors.ts";
import { RequestLimiter, type RequestLimiterOptions } from "./limits/request_limiter.ts";
import { type ListenAddress, listenProblem } from "./listen_problem.ts";
import { type Hearing, SelfCheck, type SelfCheckOptions } from "./self_check.ts";
import type { TlsFiles } from "./tls_files.ts";
import {
  ALPN,
  shareWithTurn,
  type StreamPlace,
  type TurnStreams,
  WEB_CONNECTION,
} from "./turn_streams.ts";

/** Answers a web request; a Fresh app's handler is one. */
export type FetchHandler = (
  request: Request,
  info: Deno.ServeHandlerInfo<Deno.NetAddr>,
) => Response | Promise<Response>;

/** How the server is set up. */
export interface WebServerOptions {
  /**
   * Gets requests whose URL is built from the Host header. They are Requests to everybody but
   * `new Request(request)`; a handler that needs that says `new Request(request.url, request)`.
   */
  handler: FetchHandler;
  /** Null for plain HTTP. */
  tls: TlsFiles | null;
  /** Where an error goes that the handler threw. The client is told 500. */
  onError: (error: unknown) => void;
  /** What an address may hold and ask for; no such limits if left out. */
  limits?: RequestLimiterOptions;
  /** Whom to tell when nobody new can connect; without it the server does not look. */
  selfCheck?: Omit<SelfCheckOptions, "node" | "where">;
  /** Where TURN goes that comes to this port by TLS: null while nowhere; left out, never. */
  turnPlace?: (() => StreamPlace | null) | undefined;
  /** For tests. */
  timeouts?: Partial<typeof TIMEOUTS>;
}

/** The running server. */
export interface WebServer {
  /** What Socket.IO is attached to, by the one "upgrade" listener that may be on it. */
  readonly node: Server | SecureServer;
  /** Starts to listen; answers the port, or a sentence that names the setting which is wrong. */
  listen(where: ListenAddress): Promise<number | string>;
  /** Connections from now on get this certificate; those that are open keep theirs. */
  useTls(tls: TlsFiles): void;
  /** Whether new connections are taken. */
  hearing(): Hearing;
  /** Takes no more connections, lets answers finish for a moment, then ends what is still open. */
  close(): Promise<void>;
}

/** In milliseconds. Slow or silent clients must not hold connections open (Slowloris). */
const TIMEOUTS = {
  /** Until TLS is agreed upon. */
  handshakeTimeout: 5_000,
  /** Until all headers have come. */
  headersTimeout: 5_000,
  /** Until the whole request has come. */
  requestTimeout: 5_000,
  /** Between two requests of one connection. */
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

const NO_LIMITS: RequestLimiterOptions = { addressLimit: 0, trustProxy: false, hosts: [] };

/** How long the rest of a request may take to come after its answer, in milliseconds. */
const REST_MS = 1_000;

/** How long answers may take to finish while the server closes, in milliseconds. */
const CLOSING_MS = 1_000;

/** Makes the server; it does not listen yet. */
export function createWebServer(options: WebServerOptions): WebServer {
  const settings = { ...TIMEOUTS, ...options.timeouts };
  const limiter = new RequestLimiter(options.limits ?? NO_LIMITS);
  const { node, streams } = makeNode(options, { settings, limiter });
  const answer = requestListener(options, limiter);
  reportConnectionErrors(node, (refusal) => options.limits?.onRefused?.(refusal));
  node.on("request", (request, response) => void answer(request, response));
  let isGuarded = false;
  let check: SelfCheck | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  return {
    node,
    listen: async (where) => {
      if (!isGuarded) limitRequests(node, limiter); // now, because Socket.IO takes over what was there
      isGuarded = true;
      const answer = await listen(node, where);
      node.on("error", options.onError);
      if (typeof answer === "number") {
        looking ??= setInterval(() => limiter.look(), settings.connectionsCheckingInterval);
      }
      if (typeof answer === "number" && options.selfCheck !== undefined) {
        check ??= new SelfCheck({ node, where: { ...where, port: answer }, ...options.selfCheck });
      }
      return answer;
    },
    useTls: (tls) => "setSecureContext" in node && node.setSecureContext({ ...tls }),
    hearing: () => check?.hearing ?? { ok: node.listening, listenedAnew: 0 },
    close: () => {
      clearInterval(looking);
      check?.stop();
      streams?.end();
      return close(node);
    },
  };
}

/** The server of Node, whose connections the limiter sees. */
function makeNode(
  options: WebServerOptions,
  { settings, limiter }: { settings: typeof TIMEOUTS; limiter: RequestLimiter },
): { node: Server | SecureServer; streams: TurnStreams | null } {
  const { tls, turnPlace } = options;
  const alpn = turnPlace === undefined ? {} : { ALPNProtocols: ALPN };
  const node = tls === null
    ? createHttpServer(settings)
    : createHttpsServer({ ...settings, ...tls, ...alpn });
  node.on("connection", (socket: Socket) => limiter.connect(socket));
  const watch = (socket: Socket) => limiter.watch(socket);
  if (tls === null) {
    node.on("connection", watch);
    return { node, streams: null };
  }
  node.on(WEB_CONNECTION, watch);
  const { addressLimit } = options.limits ?? NO_LIMITS;
  const firstBytesMs = settings.headersTimeout;
  const streams = shareWithTurn(node, { place: turnPlace, addressLimit, firstBytesMs });
  return { node, streams };
}

function requestListener({ handler, onError }: WebServerOptions, limiter: RequestLimiter) {
  return getRequestListener(fetchCallback(handler, limiter), {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      if (error instanceof RequestError) return new Response(null, { status: 400 });
      onError(error);
      return new Response("500", { status: 500 });
    },
  });
}

/**
 * Ends a connection whose request was answered before it was read, for example because it was
 * refused: no timeout of node:http counts any more, and the rest could drip in for ever.
 */
function endWithAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.once("finish", () => {
    if (!request.complete) setTimeout(() => request.complete || request.socket.destroy(), REST_MS);
  });
}

/** Lets nothing through to whoever listens by now but what the limiter admits. */
function limitRequests(node: Server | SecureServer, limiter: RequestLimiter): void {
  const take = (event: string) => {
    const listeners = node.listeners(event);
    node.removeAllListeners(event);
    return (...values: unknown[]) => {
      for (const listener of listeners) Reflect.apply(listener, node, values);
    };
  };
  const answering = take("request");
  node.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (!limiter.admit(request, response)) return;
    endWithAnswer(request, response);
    answering(request, response);
  });
  if (node.listenerCount("upgrade") === 0) return;
  const upgrading = take("upgrade");
  node.on("upgrade", (request: IncomingMessage, socket: Socket, head: Uint8Array) => {
    if (limiter.admitUpgrade(request, socket)) upgrading(request, socket, head);
  });
}

function fetchCallback(handler: FetchHandler, limiter: RequestLimiter) {
  return (request: Request, { incoming, outgoing }: HttpBindings | Http2Bindings) => {
    const { remoteAddress = "", remotePort = 0 } = incoming.socket;
    const remoteAddr = { transport: "tcp", hostname: remoteAddress, port: remotePort } as const;
    const completed = new Promise<void>((resolve) => outgoing.once("close", resolve));
    const key = limiter.keyOf(incoming as IncomingMessage);
    const answer = limiter.turns.take(key, () => {
      const isGone = incoming.socket?.destroyed ?? true; // while it waited for its turn
      return isGone ? new Response(null) : handler(request, { remoteAddr, completed });
    });
    if (answer !== null) return answer;
    limiter.busy();
    return busyResponse(limiter.words(503, incoming.headers["accept-language"]));
  };
}

function busyResponse(text: string): Response {
  return new Response(text, {
    status: 503,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": "1",
    },
  });
}

function listen(node: Server | SecureServer, place: ListenAddress): Promise<number | string> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      const sentence = listenProblem(error.code, place);
      if (sentence === null) reject(error);
      else resolve(sentence);
    };
    node.once("error", fail);
    node.listen(place.port, place.host, () => {
      node.off("error", fail);
      resolve((node.address() as AddressInfo).port);
    });
  });
}

function close(node: Server | SecureServer): Promise<void> {
  return new Promise((resolve) => {
    const hurry = setTimeout(() => node.closeAllConnections(), CLOSING_MS);
    node.close(() => { // an error only says that it was closed already
      clearTimeout(hurry);
      resolve();
    });
    node.closeIdleConnections();
  });
}
