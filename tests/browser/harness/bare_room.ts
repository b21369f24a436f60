// Serves the bare page and relays between the people on it: a WebSocket, and nothing else.
import { barePage, type RelayMessage } from "./bare_page.ts";

const NONCE = "bare";
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare call</title>
<link rel="icon" href="data:,"><body><script nonce="${NONCE}">(${barePage})()</script></body>`;

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    `default-src 'none'; script-src 'nonce-${NONCE}'; connect-src 'self'; img-src data:`,
};

/** A running bare room. */
export interface BareRoom {
  /** Its origin; each path is a room of its own. */
  origin: string;
  close(): Promise<void>;
}

interface Guest {
  id: number;
  room: string;
  socket: WebSocket;
}

/** Starts a bare room on a free port. */
export function openBareRoom({ port = 0 }: { port?: number } = {}): BareRoom {
  const guests = new Map<number, Guest>();
  let lastId = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, (request) => {
    if (request.headers.get("upgrade") !== "websocket") {
      return new Response(PAGE, { headers: HEADERS });
    }
    const { socket, response } = Deno.upgradeWebSocket(request);
    const guest = { id: ++lastId, room: new URL(request.url).pathname, socket };
    socket.onmessage = ({ data }) => hear(guest, JSON.parse(data));
    socket.onclose = () => leave(guest);
    return response;
  });

  function others(guest: Guest): Guest[] {
    return [...guests.values()].filter(({ id, room }) => id !== guest.id && room === guest.room);
  }

  function hear(guest: Guest, said: { join?: true; to?: number }): void {
    if (said.join) {
      tell(guest, { kind: "here", ids: others(guest).map(({ id }) => id) });
      guests.set(guest.id, guest);
    } else {
      const to = others(guest).find(({ id }) => id === said.to);
      if (to !== undefined) tell(to, { ...said, kind: "signal", from: guest.id });
    }
  }

  function leave(guest: Guest): void {
    guests.delete(guest.id);
    for (const other of others(guest)) tell(other, { kind: "gone", from: guest.id });
  }

  return {
    origin: `http://localhost:${server.addr.port}`,
    close: () => server.shutdown(),
  };
}

function tell({ socket }: Guest, message: RelayMessage): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}
