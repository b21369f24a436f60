// A reconnecting client over sockets that a test holds in its hands.
import assert from "node:assert/strict";
import type { Clock } from "@/call/ports.ts";
import { ReconnectingClient } from "@/call/signaling_client/reconnecting_client.ts";
import type {
  SignalingSocketEvents,
  SocketTransport,
} from "@/call/signaling_client/signaling_socket.ts";
import { fakeClock } from "../../fakes/ports.ts";

/** A socket of which everything that the client does with it is written down. */
export interface FakeSocket extends SignalingSocketEvents {
  transport: SocketTransport;
  sent: { event: string; payload: unknown; reply: ((reply: unknown) => void) | undefined }[];
  dropped: boolean;
}

/** One that has not connected yet. */
export function world() {
  const clock = fakeClock();
  const sockets: FakeSocket[] = [];
  const client = new ReconnectingClient({
    clock,
    connect: (transport, events) => {
      const socket: FakeSocket = { ...events, transport, sent: [], dropped: false };
      sockets.push(socket);
      return {
        send: (event, payload, reply) => void socket.sent.push({ event, payload, reply }),
        drop: () => socket.dropped = true,
      };
    },
  });
  const last = () => {
    const socket = sockets.at(-1);
    assert.ok(socket);
    return socket;
  };
  const up = () => {
    client.connect();
    last().onOpen();
  };
  return { clock, sockets, client, last, up };
}

/** Time and chance as they are. */
export const REAL: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  uuid: () => crypto.randomUUID(),
  random: Math.random,
};
