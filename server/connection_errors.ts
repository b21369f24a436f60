// Connections that node:http ends before there is a request: whoever runs the server is told why.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Server as SecureServer } from "node:https";
import type { Socket } from "node:net";
import type { Refusal } from "../signaling/gateway/refusal_log.ts";

/** What node:http says of a connection that it cannot use. */
interface ConnectionError extends Error {
  code?: string;
  /** The bytes that it could not read. */
  rawPacket?: Uint8Array;
}

/** As node:http answers where nobody listens to its errors. */
const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** The beginnings of a TLS record, and of both versions of the PROXY protocol. */
const BEGINNINGS = [
  ["tls", "\x16\x03"],
  ["proxy-protocol", "PROXY "],
  ["proxy-protocol", "\r\n\r\n\0\r\nQUIT\n"],
] as const;

/** Tells of connections that are no HTTP, and answers as node:http does. */
export function reportConnectionErrors(
  node: Server | SecureServer,
  onRefused: (refusal: Refusal) => void,
): void {
  const answering = new WeakMap<Socket, number>();
  node.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    answering.set(socket, (answering.get(socket) ?? 0) + 1);
    response.once("close", () => answering.set(socket, (answering.get(socket) ?? 1) - 1));
  });
  node.on("clientError", (error: ConnectionError, socket: Socket) => {
    const refusal = refusalOf(error);
    if (refusal !== null) onRefused(refusal);
    if (socket.writable && !answering.get(socket) && !isTls(error)) {
      const status = STATUS[error.code ?? ""] ?? "400 Bad Request";
      socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    }
    socket.destroy();
  });
}

/** What an operator should know of it; null for what only the client can change. */
function refusalOf(error: ConnectionError): Refusal | null {
  if (error.code === "HPE_HEADER_OVERFLOW") return { kind: "headers" };
  if (error.code === "ERR_SSL_WRONG_VERSION_NUMBER") return { kind: "not-tls" };
  if (/certificate|unknown ?ca/i.test(alertOf(error))) return { kind: "certificate" };
  if (!error.code?.startsWith("HPE_")) return null;
  const text = String.fromCharCode(...(error.rawPacket ?? []).slice(0, 16));
  const seems = BEGINNINGS.find(([, beginning]) => text.startsWith(beginning))?.[0];
  return seems === undefined ? null : { kind: "not-http", seems };
}

/** Before the handshake is over nobody could read an answer. */
function isTls({ code = "", message }: ConnectionError): boolean {
  return code.startsWith("ERR_SSL_") || /TLS handshake|fatal alert/i.test(message);
}

/** Why the client ended the handshake. */
function alertOf({ message }: ConnectionError): string {
  return /fatal alert: (.*)/i.exec(message)?.[1] ?? "";
}
