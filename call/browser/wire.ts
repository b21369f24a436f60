// The signaling connection of this browser, over Socket.IO.
import { signal } from "@preact/signals-core";
import { io, type Socket } from "socket.io-client";
import type { Reply } from "../../protocol/errors.ts";
import type { ClientEvents, RequestName, Requests, ServerEvents } from "../../protocol/events.ts";
import { REPLY_TIMEOUT_MS } from "../../protocol/limits.ts";
import type { Outcome, Wire } from "../ports.ts";

/** First and longest pause between two attempts; each is drawn from 0 … twice its value. */
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

/** Connects to the page's own origin: WebSocket first, long-polling where that is blocked. */
export function browserWire(): Wire {
  const connected = signal(false);
  const socket: Socket<ServerEvents, ClientEvents> = io({
    autoConnect: false,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: FIRST_RETRY_MS,
    reconnectionDelayMax: LONGEST_RETRY_MS,
    randomizationFactor: 1, // people of one server must not come back in one wave
  });
  socket.on("connect", () => connected.value = true);
  socket.on("disconnect", () => connected.value = false);
  return {
    connected,
    connect: () => void socket.connect(),
    close: () => void socket.disconnect(),
    request: (event, payload) => request(socket, event, payload),
    onNotice: (event, listener) => void untyped(socket).on(event, listener),
  };
}

async function request<E extends RequestName>(
  socket: Socket<ServerEvents, ClientEvents>,
  event: E,
  payload: Requests[E]["payload"],
): Promise<Outcome<Requests[E]["reply"]>> {
  if (!socket.connected) return { ok: false, error: "offline" };
  try {
    const answer = await untyped(socket).timeout(REPLY_TIMEOUT_MS).emitWithAck(event, payload);
    return answer as Reply<Requests[E]["reply"]>;
  } catch {
    return { ok: false, error: socket.connected ? "timeout" : "offline" };
  }
}

/** The generics of Socket.IO cannot follow a union of events; the types of `Wire` do it outside. */
interface UntypedSocket {
  on(event: string, listener: (payload: never) => void): unknown;
  timeout(ms: number): { emitWithAck(event: string, payload: unknown): Promise<unknown> };
}

function untyped(socket: Socket<ServerEvents, ClientEvents>): UntypedSocket {
  return socket as unknown as UntypedSocket;
}
