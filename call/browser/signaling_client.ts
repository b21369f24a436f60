// The signaling connection of this browser, over Socket.IO.
import { io } from "socket.io-client";
import type { ServerEventName, ServerEventPayloads } from "../../protocol/events.ts";
import { OUTDATED, PROTOCOL_VERSION } from "../../protocol/version.ts";
import type { Clock, SignalingClient } from "../ports.ts";
import { ReconnectingClient } from "../signaling_client/reconnecting_client.ts";
import type { Connect } from "../signaling_client/signaling_socket.ts";

/** Connects to the page's own origin: WebSocket first, long-polling where that is blocked. */
export function browserSignalingClient(
  clock: Clock,
  onError: (error: unknown) => void,
): SignalingClient {
  return new ReconnectingClient({ clock, onError, connect: connectSocketIo(), reach });
}

/** How long the server may take to say that it is there, in milliseconds. */
const REACH_MS = 5_000;

/** Asks for something small by plain HTTP, to tell a server that is away from a way that is blocked. */
async function reach(): Promise<"served" | "offline" | "unreachable"> {
  if (navigator.onLine === false) return "offline";
  try {
    const answer = await fetch("/healthz", {
      cache: "no-store",
      signal: AbortSignal.timeout(REACH_MS),
    });
    await answer.text();
    return answer.ok ? "served" : "unreachable";
  } catch {
    return "unreachable";
  }
}

/**
 * Connects by Socket.IO, a new socket each time: one that hangs is let go without a farewell, and
 * nothing of it is left behind. Without a URL it is the page's own origin.
 */
export function connectSocketIo(url: string = globalThis.location?.origin): Connect {
  return (transport, events) => {
    const socket = io(url, {
      forceNew: true,
      auth: { protocol: PROTOCOL_VERSION },
      reconnection: false, // `ReconnectingClient` does that
      transports: transport === "websocket" ? ["websocket", "polling"] : ["polling", "websocket"],
      tryAllTransports: true,
    });
    const { engine } = socket.io;
    socket.on("connect", () => events.onOpen());
    socket.on("connect_error", (error) => {
      if (error.message === OUTDATED) events.onOutdated();
      else events.onEnd(wordOf(error));
    });
    socket.on("disconnect", () => events.onEnd());
    engine.on("packet", () => events.onSign());
    engine.on("upgrade", () => events.onUpgrade());
    socket.onAny((event: ServerEventName, payload: ServerEventPayloads[ServerEventName]) => {
      events.onEvent(event, payload);
    });
    return {
      send: (event, payload, onReply) =>
        void (onReply ? socket.emit(event, payload, onReply) : socket.emit(event, payload)),
      drop: () => {
        socket.removeAllListeners();
        engine.removeAllListeners("packet");
        engine.removeAllListeners("upgrade");
        socket.disconnect();
      },
    };
  };
}

/** What the server said when it refused a handshake by polling; a WebSocket cannot tell. */
function wordOf(error: Error): string | undefined {
  const { context } = error as { context?: { responseText?: unknown } };
  try {
    const { message } = JSON.parse(String(context?.responseText));
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined; // somebody else's answer, or none
  }
}
