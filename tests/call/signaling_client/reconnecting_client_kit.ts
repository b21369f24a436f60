// A lifeline over lines that a test holds in its hands.
import assert from "node:assert/strict";
import type { Clock } from "@/call/ports.ts";
import { ReconnectingClient } from "@/call/signaling_client/reconnecting_client.ts";
import type {
  SignalingSocketEvents,
  SocketTransport,
} from "@/call/signaling_client/signaling_socket.ts";
import { fakeClock } from "../../fakes/ports.ts";

/** A line of which everything that the lifeline does is written down. */
export interface FakeLine extends SignalingSocketEvents {
  way: SocketTransport;
  sent: { event: string; payload: unknown; reply: (reply: unknown) => void }[];
  dropped: boolean;
}

/** One that has not dialled yet. */
export function world() {
  const clock = fakeClock();
  const lines: FakeLine[] = [];
  const life = new ReconnectingClient({
    clock,
    connect: (way, events) => {
      const line: FakeLine = { ...events, way, sent: [], dropped: false };
      lines.push(line);
      return {
        send: (event, payload, reply) => void line.sent.push({ event, payload, reply }),
        drop: () => line.dropped = true,
      };
    },
  });
  const last = () => {
    const line = lines.at(-1);
    assert.ok(line);
    return line;
  };
  const up = () => {
    life.connect();
    last().onOpen();
  };
  return { clock, lines, life, last, up };
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
