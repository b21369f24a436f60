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
import type { TlsFiles } from "./tls_files.ts";

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
  /** Where an error goes that the handler threw. The visitor is told 500. */
  onError: (error: unknown) => void;
  /** How many connections an address may have open at once; no limit if left out. */
  limitOf?: (address: string) => number;
  /** For tests. */
  timeouts?: Partial<typeof TIMEOUTS>;
}

/** The running server. */
export interface WebServer {
  /** What Socket.IO is attached to, by the one "upgrade" listener that may be on it. */
  readonly node: Server | SecureServer;
  /** Starts to listen; answers the port, or a sentence that names the setting which is wrong. */
  listen(where: { port: number; host: string }): Promise<number | string>;
  /** Takes no more connections, lets answers finish for a moment, then ends what is still open. */
  close(): Promise<void>;
}

/** In milliseconds. Slow or silent clients must not hold connections open (Slowloris). */
const TIMEOUTS = {
  /** Until all headers have come. */
  headersTimeout: 5_000,
  /** Until the whole request has come. */
  requestTimeout: 5_000,
  /** Between two requests of one connection. */
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

/** How long the rest of a request may take to come after its answer, in milliseconds. */
const REST_MS = 1_000;

/** How long answers may take to finish while the server closes, in milliseconds. */
const CLOSING_MS = 1_000;

/** Makes the server; it does not listen yet. */
export function createWebServer(options: WebServerOptions): WebServer {
  const { tls, timeouts } = options;
  const settings = { ...TIMEOUTS, ...timeouts };
  const node = tls === null
    ? createHttpServer(settings)
    : createHttpsServer({ ...settings, ...tls });
  const answer = getRequestListener(fetchCallback(options.handler), {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      if (error instanceof RequestError) return new Response(null, { status: 400 });
      options.onError(error);
      return new Response("500", { status: 500 });
    },
  });
  if (options.limitOf !== undefined) limitConnections(node, options.limitOf);
  node.on("request", (request, response) => void answer(request, response));
  return {
    node,
    listen: async (where) => {
      node.on("request", endWithAnswer); // now, because Socket.IO takes over what was there before
      const answer = await listen(node, where);
      node.on("error", options.onError);
      return answer;
    },
    close: () => close(node),
  };
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

/** Drops what is too much of one address before a byte of it is read. */
function limitConnections(node: Server | SecureServer, limitOf: (address: string) => number): void {
  const open = new Map<string, number>();
  node.on("connection", (socket: Socket) => {
    const { remoteAddress: address = "" } = socket;
    const count = (open.get(address) ?? 0) + 1;
    if (address === "" || count <= limitOf(address)) open.set(address, count);
    else return void socket.destroy();
    socket.once("close", () => {
      const rest = (open.get(address) ?? 1) - 1;
      if (rest === 0) open.delete(address);
      else open.set(address, rest);
    });
  });
}

function fetchCallback(handler: FetchHandler) {
  return (request: Request, { incoming, outgoing }: HttpBindings | Http2Bindings) => {
    const { remoteAddress = "", remotePort = 0 } = incoming.socket;
    const remoteAddr = { transport: "tcp", hostname: remoteAddress, port: remotePort } as const;
    const completed = new Promise<void>((resolve) => outgoing.once("close", resolve));
    return handler(request, { remoteAddr, completed });
  };
}

function listen(
  node: Server | SecureServer,
  { port, host }: { port: number; host: string },
): Promise<number | string> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      const sentence = listenProblem(error.code, { port, host });
      if (sentence === null) reject(error);
      else resolve(sentence);
    };
    node.once("error", fail);
    node.listen(port, host, () => {
      node.off("error", fail);
      resolve((node.address() as AddressInfo).port);
    });
  });
}

function listenProblem(
  code: string | undefined,
  { port, host }: { port: number; host: string },
): string | null {
  switch (code) {
    case "EADDRINUSE":
      return `PORT ${port} is taken: another program listens there.`;
    case "EACCES":
    case "EPERM":
      return `PORT ${port} may not be used by this user; take one above 1023.`;
    case "EADDRNOTAVAIL":
    case "EINVAL": // what Deno says to an address of somebody else
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `HOST ${host} is no address of this machine.`;
    default:
      return null;
  }
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
