// A connection monitor that a test holds in its hands, over connections that flow or not as the test likes.
import assert from "node:assert/strict";
import type { ConnectionState } from "@/call/transport/monitor/connection_state.ts";
import type { Quality, StatsTotals } from "@/call/transport/monitor/network_quality.ts";
import { ConnectionMonitor } from "@/call/transport/monitor/connection_monitor.ts";
import type { MonitoredConnection } from "@/call/transport/monitor/monitored_connection.ts";
import { fakeClock } from "../../../fakes/ports.ts";
import { settled } from "../../../fakes/random.ts";

/** A connection whose packets come as long as `flows`. */
export interface FakeConnection extends MonitoredConnection {
  state: RTCPeerConnectionState;
  expected: boolean;
  sparse: boolean;
  away: boolean;
  flows: boolean;
  restarts: number[];
  /** What its statistics count; a test may count on. */
  counted: StatsTotals;
  /** When they were asked for. */
  samples: number[];
}

/** Nothing was counted yet, over a path of 40 ms. */
export const NOTHING: StatsTotals = {
  roundTrip: 40,
  received: 0,
  lost: 0,
  sent: 0,
  missed: 0,
  bytes: 0,
  voice: null,
  frozen: 0,
  reportedTrip: null,
  pictureBytes: 0,
  up: 0,
  down: 0,
  entries: [],
};

/** Connections with these ids, all well. */
export function world(...ids: string[]) {
  const clock = fakeClock();
  const seen = {
    doubts: 0,
    sure: [] as number[],
    sleeps: 0,
    health: [] as [string, ConnectionState][],
    quality: [] as [string, Quality][],
    alive: [] as string[][],
  };
  let online = true;
  const connections = new Map<string, FakeConnection>();
  for (const id of ids) {
    let bytes = 0;
    const connection: FakeConnection = {
      state: "connected",
      ...{ expected: true, sparse: false },
      away: false,
      flows: true,
      restarts: [],
      counted: NOTHING,
      samples: [],
      totals: () => {
        connection.samples.push(clock.now());
        if (connection.flows) bytes += 1_000;
        return Promise.resolve({ ...connection.counted, bytes });
      },
      restart: () => void connection.restarts.push(clock.now()),
    };
    connections.set(id, connection);
  }
  const monitor = new ConnectionMonitor({
    clock,
    connections: () => connections,
    isOnline: () => online,
    onSuspect: (sure) => {
      seen.doubts++;
      if (sure) seen.sure.push(clock.now());
    },
    onResumedFromSleep: () => void seen.sleeps++,
    onState: (id, health) => void seen.health.push([id, health]),
    onQuality: (id, quality) => void seen.quality.push([id, quality]),
    onAlive: (alive) => void seen.alive.push(alive),
  });
  monitor.start();
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      clock.advance(50);
      await settled();
    }
  };
  const connection = (id: string) => {
    const found = connections.get(id);
    assert.ok(found);
    return found;
  };
  return {
    clock,
    seen,
    monitor,
    connections,
    connection,
    pass,
    setOnline: (now: boolean) => online = now,
  };
}
