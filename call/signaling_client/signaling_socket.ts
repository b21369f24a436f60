// One connection to the server, from the attempt to its end: what a reconnecting client is made of.
import type {
  RequestName,
  Requests,
  ServerEventName,
  ServerEventPayloads,
} from "../../protocol/events.ts";

/** What is tried first. The other one may follow: an upgrade, or where WebSockets are refused. */
export type SocketTransport = "websocket" | "polling";

/** What happens to one connection. Nothing is called after `drop()`. */
export interface SignalingSocketEvents {
  onOpen(): void;
  /** It could not be opened, or is lost; `word` is what the server said when it refused it. */
  onEnd(word?: string): void;
  /** The server is there, and does not speak the version of this page. */
  onOutdated(): void;
  /** Anything at all came from the server. */
  onSign(): void;
  /** It is a WebSocket now, after it began as polling. */
  onUpgrade(): void;
  onEvent<E extends ServerEventName>(event: E, payload: ServerEventPayloads[E]): void;
}

/** A connection that was begun. */
export interface SignalingSocket {
  /** Sends one event; `onReply` gets its acknowledgement, if one ever comes. Without it none is asked for. */
  send<E extends RequestName>(
    event: E,
    payload: Requests[E]["payload"],
    onReply?: (reply: unknown) => void,
  ): void;
  /** Gives it up at once, without waiting for the other side. */
  drop(): void;
}

/** Begins a connection. Must not call back before it returns. */
export type Connect = (
  transport: SocketTransport,
  events: SignalingSocketEvents,
) => SignalingSocket;

/** Looks whether the server answers anything else than signaling. */
export type Reach = () => Promise<"served" | "offline" | "unreachable">;
