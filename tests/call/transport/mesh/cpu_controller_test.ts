// A computer that does not keep up is spared soon, and given more to do slowly.
import assert from "node:assert/strict";
import {
  type CpuState,
  MOST_SPARED,
  nextCpu,
  NOT_SPARED,
} from "@/call/transport/mesh/cpu_controller.ts";
import { CpuObserver, pressedBy } from "@/call/transport/mesh/cpu_observer.ts";
import { easedDemand, sparedPlan } from "@/call/transport/mesh/cpu_effort.ts";
import { encodingsFor } from "@/call/transport/mesh/encoding_limits.ts";
import type { StatsEntry } from "@/call/transport/monitor/network_quality.ts";

/** A computer that keeps up from this level on. */
function run(state: CpuState, enough: number, { from = 0, seconds = 0 }) {
  const changes: { at: number; level: number }[] = [];
  for (let at = from; at < from + seconds; at += 2) {
    const isStrained = state.level < enough;
    const next = nextCpu(state, { now: 1_000 * at, isStrained, isCalm: !isStrained });
    if (next.level !== state.level) changes.push({ at, level: next.level });
    state = next;
  }
  return { state, changes };
}

Deno.test("a strain of a moment changes nothing, one that lasts a step every 4 s, and the last step is the last", () => {
  assert.equal(run(NOT_SPARED, 1, { seconds: 4 }).state.level, 0);
  const { changes } = run(NOT_SPARED, 99, { seconds: 60 });
  assert.deepEqual(changes, [4, 8, 12, 16].map((at, index) => ({ at, level: index + 1 })));
  assert.equal(changes.at(-1)?.level, MOST_SPARED);
});

Deno.test("it comes back after 20 s of calm; where that is too much, half as often each time", () => {
  const { changes } = run(NOT_SPARED, 2, { seconds: 400 });
  const tries = changes.filter(({ level }, index) => level < (changes[index - 1]?.level ?? 0));
  const pauses = tries.slice(1).map(({ at }, index) => at - (tries[index]?.at ?? 0));
  assert.ok(tries.length >= 3, `${tries.length}`);
  for (const [index, pause] of pauses.entries()) {
    assert.ok(pause >= 40 * 2 ** index, pauses.join());
  }
  const well = run({ ...NOT_SPARED, level: 3, changedAt: 0 }, 0, { from: 0, seconds: 80 });
  assert.deepEqual(well.changes.map(({ at }) => at), [20, 40, 60], "one step after the other");
});

Deno.test("neither strained nor calm is no reason for anything", () => {
  const state = { ...NOT_SPARED, level: 2 };
  const after = nextCpu(state, { now: 1e6, isStrained: false, isCalm: false });
  assert.equal(nextCpu(after, { now: 2e6, isStrained: false, isCalm: false }).level, 2);
});

Deno.test("frames that come and are not shown, slow encoding and what the browser says are strains", () => {
  const look = (entry: Partial<StatsEntry>) => {
    const observer = new CpuObserver();
    observer.note("a", [], 0);
    observer.note("a", [{ type: "outbound-rtp", ...entry }], 2_000);
    return observer.read(2_000);
  };
  assert.deepEqual(look({}), { now: 2_000, isStrained: false, isCalm: true });
  assert.equal(look({ qualityLimitationReason: "cpu" }).isStrained, true);
  assert.equal(look({ framesDecoded: 30, framesDropped: 15 }).isStrained, true);
  assert.equal(look({ framesDecoded: 3, framesDropped: 3 }).isStrained, false, "too few");
  assert.equal(look({ framesEncoded: 40, totalEncodeTime: 2 }).isStrained, true);
  const half = look({ framesEncoded: 40, totalEncodeTime: 1.2 });
  assert.deepEqual([half.isStrained, half.isCalm], [false, false]);
});

Deno.test("what is sent gets smaller and slower, but of whom somebody pinned there are 20 frames a second", () => {
  const shown = (rank: "pinned" | "main") => ({ width: 1_280, height: 720, rank });
  const none = { width: 0, height: 0, rank: "other" } as const;
  const receivers = new Map(
    (["pinned", "main"] as const).map((rank) =>
      [rank, { demand: { camera: shown(rank), screen: none }, rampingUp: false }] as const
    ),
  );
  const size = { width: 1_280, height: 720 };
  const captures = { camera: size, screen: null };
  const plan = encodingsFor(receivers, { captures, budget: 6_000_000 });
  const at = (level: number) => sparedPlan(plan, receivers, level);
  assert.equal(at(1).get("main")?.camera.scaleResolutionDownBy, 1, "incoming pictures first");
  const all = [2, 3, 4].map((level) => at(level).get("main")?.camera);
  assert.deepEqual(all.map((camera) => camera?.scaleResolutionDownBy), [1.5, 2, 4]);
  assert.deepEqual(all.map((camera) => camera?.maxFramerate), [20, 15, 10]);
  assert.equal(at(4).get("pinned")?.camera.maxFramerate, 20);
});

Deno.test("small pictures are asked for smaller, large ones as before", () => {
  const camera = { width: 400, height: 300, rank: "other" } as const;
  const screen = { width: 1_920, height: 1_080, rank: "main" } as const;
  const demand = new Map([["a", { camera, screen }]]);
  assert.equal(easedDemand(demand, 0), demand);
  const eased = easedDemand(demand, 1).get("a");
  assert.deepEqual(eased, { camera: { ...camera, width: 240, height: 180 }, screen });
});

Deno.test("a computer that is busy with whatever else counts as strained, and is given nothing more", () => {
  const calm = { now: 0, isStrained: false, isCalm: true };
  const by = (pressure: Parameters<typeof pressedBy>[0]) => {
    const { isStrained, isCalm } = pressedBy(pressure, calm);
    return [isStrained, isCalm];
  };
  assert.deepEqual([null, "nominal", "fair"].map((state) => by(state as null)), [
    [false, true],
    [false, true],
    [false, true],
  ]);
  assert.deepEqual([by("serious"), by("critical")], [[false, false], [true, false]]);
  const strained = { now: 0, isStrained: true, isCalm: false };
  assert.deepEqual(pressedBy("nominal", strained), strained);
});

Deno.test("the browser is asked for the pressure at first use, and what it tells is followed", async () => {
  let hear: (records: { state: string }[]) => void = () => {};
  const asked: unknown[] = [];
  class PressureObserver {
    constructor(listener: typeof hear) {
      hear = listener;
    }
    observe(...how: unknown[]): Promise<void> {
      asked.push(how);
      return Promise.resolve();
    }
  }
  Object.assign(globalThis, { PressureObserver });
  try {
    const { cpuPressure } = await import("@/call/browser/pressure.ts");
    assert.deepEqual(asked, []);
    assert.equal(cpuPressure(), null);
    assert.equal(cpuPressure(), null);
    assert.deepEqual(asked, [["cpu", { sampleInterval: 2_000 }]]);
    hear([{ state: "fair" }, { state: "critical" }]);
    assert.equal(cpuPressure(), "critical");
    hear([{ state: "a word of tomorrow" }]);
    assert.equal(cpuPressure(), null);
  } finally {
    Reflect.deleteProperty(globalThis, "PressureObserver");
  }
});
