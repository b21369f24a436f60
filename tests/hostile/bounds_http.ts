// Bounds of connections, requests, bytes and counters.
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { RequestLimiter } from "@/server/limits/request_limiter.ts";
import { ANSWER_MS, MAX_IN_FLIGHT, PipelineLimits } from "@/server/limits/pipeline_limits.ts";
import {
  AddressRates,
  FairTurns,
  MAX_ADDRESSES,
  MAX_WAITING,
  MAX_WAITING_IN_ALL,
} from "@/server/limits/address_rates.ts";
import {
  BYTE_BURST,
  BYTES_PER_SECOND,
  PACKET_BURST,
  PACKETS_PER_SECOND,
  TrafficBudget,
} from "@/signaling/gateway/traffic_budget.ts";
import {
  ADDRESS_BACKLOG,
  CONNECTION_BACKLOG,
  FAIR_BACKLOG,
  SendBacklog,
  TOTAL_BACKLOG,
} from "@/signaling/gateway/send_backlog.ts";
import { ConnectionLimiter } from "@/signaling/gateway/connection_limiter.ts";
import {
  BURST,
  fullBucket,
  isHammering,
  MAX_REFUSALS,
  spend,
  TOKENS_PER_SECOND,
} from "@/signaling/gateway/event_rate_limit.ts";
import { RefusalLog } from "@/signaling/gateway/refusal_log.ts";
import { FakeSocket } from "../fakes/socket.ts";
import { addressOf, type Bound, howOften } from "./bounds_kit.ts";

const MIB = 1_048_576;
const N = 10;
const LIMITS = { addressLimit: N, trustProxy: false, hosts: [] };

/** A request limiter, and ways to come to it. */
function gateAt(clock: { now: number }) {
  const limiter = new RequestLimiter({ ...LIMITS, steady: () => clock.now });
  const connect = (address: string, { stays = true } = {}) => {
    const socket = new FakeSocket(address);
    limiter.connect(socket.asSocket);
    const isIn = !socket.destroyed;
    if (isIn && !stays) socket.destroy();
    return isIn;
  };
  const ask = (address: string, url: string) => {
    const socket = new FakeSocket(address);
    const response = Object.assign(new EventEmitter(), {
      writableLength: 0,
      statusCode: 200,
      req: { headers: {} },
      writeHead: () => {},
      end: () => {},
    });
    const request = { socket, url, headers: { host: "localhost" } };
    const isIn = limiter.admit(request as never, response as unknown as ServerResponse);
    socket.destroy();
    return isIn;
  };
  return { connect, ask };
}

/** Bounds in front of the table of events. */
export const HTTP_BOUNDS: Record<string, Bound> = {
  "connections": {
    says: ["6 N", "24 N", "1.2 N"],
    fill: () => {
      const clock = { now: 0 };
      const { connect } = gateAt(clock);
      assert.equal(howOften(1_000, () => connect("192.0.2.1")), 6 * N);
      const fast = howOften(1_000, () => connect("192.0.2.2", { stays: false }));
      assert.equal(fast, 24 * N);
      clock.now += 1_000;
      assert.equal(howOften(1_000, () => connect("192.0.2.2", { stays: false })), 1.2 * N);
      assert.ok(connect("192.0.2.3"));
    },
  },
  "sockets": {
    says: ["3 N", "0.2 N"],
    fill: () => {
      const limiter = new ConnectionLimiter(N);
      const come = (key: string, now: number) => {
        const isIn = limiter.enter(key, now) === null;
        if (isIn) limiter.opened(key, now);
        return isIn;
      };
      assert.equal(howOften(1_000, () => come("a", 0)), N);
      const pass = (now: number) => () => {
        const isIn = come("b", now);
        if (isIn) limiter.closed("b");
        return isIn;
      };
      assert.equal(howOften(1_000, pass(0)), 3 * N);
      assert.equal(howOften(1_000, pass(1_000)), 0.2 * N);
    },
  },
  "requests": {
    says: ["60 N", "3 N", 20],
    fill: () => {
      const clock = { now: 0 };
      const { ask } = gateAt(clock);
      assert.equal(howOften(10_000, () => ask("192.0.2.1", "/app.css")), 60 * N);
      assert.equal(howOften(10_000, () => ask("192.0.2.2", "/r/room")), 60 * N / 20);
      clock.now += 1_000;
      assert.equal(howOften(10_000, () => ask("192.0.2.1", "/app.css")), 3 * N);
    },
  },
  "requests in flight": {
    says: [MAX_IN_FLIGHT],
    fill: () => {
      const { enter } = pipeline();
      assert.equal(howOften(100, () => enter(0)), MAX_IN_FLIGHT);
    },
  },
  "requests that wait their turn": {
    says: [MAX_WAITING, MAX_WAITING_IN_ALL],
    fill: async () => {
      const turns = new FairTurns();
      const { promise, resolve } = Promise.withResolvers<void>();
      const first = turns.take("busy", () => promise);
      const waits = (key: string) => turns.take(key, () => {}) !== null;
      assert.equal(howOften(10_000, () => waits("a")), MAX_WAITING);
      const others = howOften(20_000, (n) => waits(addressOf(n)));
      assert.equal(MAX_WAITING + others, MAX_WAITING_IN_ALL);
      resolve();
      await first;
    },
  },
  "unread bytes": {
    says: [
      `${CONNECTION_BACKLOG / MIB} MiB`,
      `${ADDRESS_BACKLOG / MIB} MiB`,
      `${TOTAL_BACKLOG / MIB} MiB`,
      `${FAIR_BACKLOG / 1_024} KiB`,
    ],
    fill: () => {
      const backlog = new SendBacklog();
      assert.ok(!backlog.entry("x").set(CONNECTION_BACKLOG + 1));
      const all = new SendBacklog();
      const fill = (key: string) => () => all.entry(key).set(CONNECTION_BACKLOG);
      const own = howOften(1_000, fill("a"));
      assert.equal(own, ADDRESS_BACKLOG / CONNECTION_BACKLOG);
      assert.ok(all.entry("a").set(FAIR_BACKLOG), "who reads slowly is not cut for others");
      howOften(1_000, (n) => fill(addressOf(n))());
      assert.ok(all.total <= TOTAL_BACKLOG + 3 * MIB, `${all.total} bytes`);
    },
  },
  "unread answers": {
    says: [`${ANSWER_MS / 1_000} s`, "16 kB"],
    fill: () => {
      const { enter, look, clock, socket } = pipeline();
      enter(160_000);
      clock.now += ANSWER_MS + 9_900;
      look();
      assert.ok(!socket.destroyed);
      clock.now += 200;
      look();
      assert.ok(socket.destroyed);
    },
  },
  "packets": {
    says: [
      PACKET_BURST,
      PACKETS_PER_SECOND,
      `${BYTE_BURST / MIB} MiB`,
      `${BYTES_PER_SECOND / 1_024} KiB`,
    ],
    fill: () => {
      const few = new TrafficBudget(0);
      assert.equal(howOften(10_000, () => few.take(1, 0)), PACKET_BURST);
      const large = new TrafficBudget(0);
      assert.equal(howOften(10_000, () => large.take(BYTE_BURST / 16, 0)), 16);
      assert.ok(!large.take(BYTES_PER_SECOND + 1, 1_000));
    },
  },
  "events": {
    says: [BURST, TOKENS_PER_SECOND, MAX_REFUSALS],
    fill: () => {
      let bucket = fullBucket(0);
      const say = () => {
        const spent = spend(bucket, { cost: 1, now: 0 });
        bucket = spent.bucket;
        return spent.allowed;
      };
      assert.equal(howOften(10_000, say), BURST);
      const refused = howOften(10_000, () => !isHammering(bucket) && !say());
      assert.equal(refused + 1, MAX_REFUSALS);
    },
  },
  "addresses in mind": {
    says: [10_000, MAX_ADDRESSES],
    fill: () => {
      const limiter = new ConnectionLimiter(N);
      const rates = new AddressRates({ burst: 1, perSecond: 1, steady: () => 0 });
      for (let n = 0; n < MAX_ADDRESSES + 1_000; n++) {
        limiter.enter(addressOf(n), 0);
        rates.take(addressOf(n), 1);
      }
      assert.ok(limiter.size <= 10_000 && rates.size <= MAX_ADDRESSES);
    },
  },
  "lines in the log": {
    says: ["one a minute"],
    fill: () => {
      const lines: string[] = [];
      let now = 0;
      const log = new RefusalLog({ write: (line) => void lines.push(line), steady: () => now });
      for (; now < 120_000; now += 100) {
        log.note({ kind: "host", host: `h${now}.example` });
        log.note({ kind: "connections" });
      }
      assert.equal(lines.length, 4);
    },
  },
};

/** One connection that asks, and leaves so many bytes unread of each answer. */
function pipeline() {
  const clock = { now: 0 };
  const socket = new FakeSocket("192.0.2.1");
  const pipelines = new PipelineLimits({
    backlog: new SendBacklog(),
    keyOf: () => "a",
    steady: () => clock.now,
    onCut: () => {},
  });
  const enter = (writableLength: number) => {
    const response = Object.assign(new EventEmitter(), { writableLength });
    return pipelines.enter({ socket, url: "/" } as never, response as unknown as ServerResponse);
  };
  return { clock, socket, enter, look: () => pipelines.look() };
}
