// A watch that a test holds in its hands, over connections that flow or not as the test likes.
import assert from "node:assert/strict";
import type { LinkState } from "@/call/links/links.ts";
import type { Quality, Tally } from "@/call/links/path_quality.ts";
import { type Ward, Watch } from "@/call/links/watch.ts";
import { fakeClock } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";

/** A connection whose packets come as long as `flows`. */
export interface FakeWard extends Ward {
  state: RTCPeerConnectionState;
  expected: boolean;
  away: boolean;
  flows: boolean;
  /** Packets arrive, but nobody plays them. */
  unheard: boolean;
  restarts: number[];
  /** What its statistics count; a test may count on. */
  counted: Tally;
  /** When they were asked for. */
  samples: number[];
}

/** Nothing was counted yet, over a path of 40 ms. */
export const NOTHING: Tally = {
  roundTrip: 40,
  received: 0,
  lost: 0,
  sent: 0,
  missed: 0,
  frozen: 0,
};

/** Wards with these ids, all well. */
export function world(...ids: string[]) {
  const clock = fakeClock();
  const seen = {
    doubts: 0,
    sure: [] as number[],
    sleeps: 0,
    health: [] as [string, LinkState][],
    quality: [] as [string, Quality][],
    alive: [] as string[][],
  };
  let online = true;
  let packets = 0;
  const wards = new Map<string, FakeWard>();
  for (const id of ids) {
    const ward: FakeWard = {
      state: "connected",
      expected: true,
      away: false,
      flows: true,
      unheard: false,
      restarts: [],
      counted: NOTHING,
      samples: [],
      tally: () => {
        ward.samples.push(clock.now());
        return Promise.resolve(ward.counted);
      },
      mark: () => ward.flows ? ++packets : packets > 0 ? 0.5 : 0,
      bytes: () => Promise.resolve(ward.flows || ward.unheard ? packets += 1_000 : 7),
      restart: () => void ward.restarts.push(clock.now()),
    };
    wards.set(id, ward);
  }
  const watch = new Watch({
    clock,
    wards: () => wards,
    isOnline: () => online,
    onDoubt: (sure) => {
      seen.doubts++;
      if (sure) seen.sure.push(clock.now());
    },
    onSlept: () => void seen.sleeps++,
    onHealth: (id, health) => void seen.health.push([id, health]),
    onQuality: (id, quality) => void seen.quality.push([id, quality]),
    onAlive: (alive) => void seen.alive.push(alive),
  });
  watch.start();
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      clock.advance(50);
      await settled();
    }
  };
  const ward = (id: string) => {
    const found = wards.get(id);
    assert.ok(found);
    return found;
  };
  return { clock, seen, watch, wards, ward, pass, setOnline: (now: boolean) => online = now };
}
