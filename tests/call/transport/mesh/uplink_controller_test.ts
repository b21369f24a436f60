// The budget for all pictures on simulated lines: it finds what the line carries and leaves voices alone.
import assert from "node:assert/strict";
import {
  beginUplink,
  nextUplink,
  UPLINK_LIMITS,
  type UplinkState,
} from "@/call/transport/mesh/uplink_controller.ts";
import { UplinkObserver } from "@/call/transport/mesh/uplink_observer.ts";
import type { StatsTotals } from "@/call/transport/monitor/network_quality.ts";
import { seeded } from "../../../fakes/random.ts";
import { NOTHING } from "../monitor/connection_monitor_kit.ts";

const STEP_MS = 100;
const VOICE = 44_000;
/** Of a picture's packets, and of a voice's. */
const PACKET_BITS = 9_600;
const VOICE_PACKET_BITS = 880;
/** What encoders use of what they may. */
const USED = 0.95;

interface Uplink {
  /** bit/s at a time in milliseconds. */
  capacity(at: number): number;
  peers: number;
  trip: number;
  /** The longest queue, in milliseconds. */
  queue?: number;
  /** Share of packets that the line loses with any load. */
  loss?: number;
  /** What all pictures could use together, in bit/s. */
  want?: number;
  known?: number;
}

interface Ride {
  /** Of each second: budget in bit/s, queue in ms, share of the packets that overflowed it. */
  seconds: { budget: number; queued: number; lost: number }[];
}

/** Runs a call over a line for so many seconds. */
function ride(uplink: Uplink, seconds: number): Ride {
  const { peers, trip, queue = 400, loss = 0, want = 6_000_000 } = uplink;
  const random = seeded(3);
  const observer = new UplinkObserver();
  const totals = Array.from({ length: peers }, (): StatsTotals => ({ ...NOTHING }));
  let state: UplinkState = beginUplink({ known: uplink.known ?? null, first: 800_000 }, 0);
  let backlog = 0;
  const log: Ride["seconds"] = [];
  let [sent, lost, queued] = [0, 0, 0];
  for (let at = STEP_MS; at <= 1_000 * seconds; at += STEP_MS) {
    const capacity = uplink.capacity(at);
    const rate = Math.min(want, state.budget) * USED * (0.85 + 0.3 * random());
    const arriving = (rate + peers * VOICE) * STEP_MS / 1_000;
    backlog = Math.max(0, backlog + arriving - capacity * STEP_MS / 1_000);
    const room = capacity * queue / 1_000;
    const overflow = Math.max(0, backlog - room);
    backlog -= overflow;
    const missing = overflow / arriving + loss;
    queued = Math.max(queued, 1_000 * backlog / capacity);
    sent += arriving;
    lost += overflow;
    const packets = (rate / peers / PACKET_BITS + VOICE / VOICE_PACKET_BITS) * STEP_MS / 1_000;
    for (const one of totals) {
      one.sent += packets;
      one.missed += missing * packets;
      one.pictureBytes += rate * STEP_MS / 1_000 / 8 / peers;
      one.reportedTrip = trip + 1_000 * backlog / capacity + 5 * random();
    }
    const turn = at / STEP_MS % 25; // each connection is looked at every 2.5 s
    if (turn % 3 === 0 && turn / 3 < peers) {
      observer.note(String(turn / 3), { ...totals[turn / 3] as StatsTotals }, at);
      const reading = observer.read(at, state.changedAt + 500);
      if (reading !== null) state = nextUplink(state, reading);
    }
    if (at % 1_000 === 0) {
      log.push({ budget: state.budget, queued, lost: lost / sent });
      [sent, lost, queued] = [0, 0, 0];
    }
  }
  return { seconds: log };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

for (const capacity of [400_000, 800_000, 1_500_000, 3_000_000]) {
  for (const peers of [1, 2, 5, 7]) {
    for (const trip of [20, 150, 400]) {
      const room = capacity - peers * VOICE;
      if (room < 150_000) continue;
      Deno.test(`${capacity / 1_000} kbit/s, ${peers} peers, ${trip} ms: after ten seconds hardly anything queues`, () => {
        const { seconds } = ride({ capacity: () => capacity, peers, trip }, 120);
        const later = seconds.slice(15);
        assert.ok(mean(later.map(({ queued }) => queued)) <= 80, "queue");
        assert.ok(mean(later.map(({ lost }) => lost)) <= 0.005, "lost");
        const used = mean(later.map(({ budget }) => budget)) / room;
        assert.ok(used >= 0.6, `${used} of the line is used`);
      });
    }
  }
}

Deno.test("a line that becomes narrow is found out within five seconds, and used again when it is wide", () => {
  const capacity = (at: number) => at > 30_000 && at <= 60_000 ? 500_000 : 2_000_000;
  const { seconds } = ride({ capacity, peers: 3, trip: 60 }, 120);
  assert.ok((seconds[29]?.budget ?? 0) >= 1_000_000);
  assert.ok((seconds[36]?.budget ?? Infinity) <= 450_000, `${seconds[36]?.budget}`);
  assert.ok(mean(seconds.slice(38, 60).map(({ lost }) => lost)) <= 0.005);
  assert.ok((seconds[110]?.budget ?? 0) >= 1_000_000, `${seconds[110]?.budget}`);
});

Deno.test("what a radio link loses with any load is no reason to send ever less", () => {
  for (const loss of [0.01, 0.03, 0.06]) {
    const { seconds } = ride({ capacity: () => 2_000_000, peers: 3, trip: 60, loss }, 240);
    assert.ok(mean(seconds.slice(120).map(({ budget }) => budget)) >= 800_000, `${loss}`);
  }
});

Deno.test("a budget that is not used does not grow, and never leaves its limits", () => {
  const idle = ride({ capacity: () => 1e9, peers: 2, trip: 20, want: 100_000 }, 300);
  assert.ok((idle.seconds.at(-1)?.budget ?? Infinity) <= 1_200_000);
  const busy = ride({ capacity: () => 1e9, peers: 2, trip: 20 }, 300);
  assert.equal(busy.seconds.at(-1)?.budget, UPLINK_LIMITS.most);
  const dead = ride({ capacity: () => 100_000, peers: 7, trip: 20 }, 60);
  assert.equal(dead.seconds.at(-1)?.budget, UPLINK_LIMITS.least);
});

Deno.test("a known network begins where it was", () => {
  const { seconds } = ride({ capacity: () => 800_000, peers: 5, trip: 40, known: 450_000 }, 20);
  assert.ok(mean(seconds.map(({ lost }) => lost)) <= 0.005);
  assert.ok(Math.max(...seconds.map(({ queued }) => queued)) <= 150);
});

Deno.test("one bad path of five is not the uplink, and does not cut what the others get", () => {
  const observer = new UplinkObserver();
  for (const at of [1_000, 3_000, 5_000]) {
    for (let peer = 0; peer < 5; peer++) {
      const bad = peer === 0 && at > 1_000;
      observer.note(String(peer), {
        ...NOTHING,
        sent: at,
        missed: bad ? at / 5 : 0,
        pictureBytes: 20 * at,
        reportedTrip: bad ? 900 : 50,
      }, at);
    }
  }
  const reading = observer.read(5_000, 0);
  assert.equal(reading?.rise, 0);
  assert.equal(reading?.loss, 0);
  assert.equal(reading?.sent, 5 * 160_000);
});
