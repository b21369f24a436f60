// A data budget in a call: what the transport is told, who is warned when, and a reload in the middle.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import type { Notification } from "@/call/notifications/notification.ts";
import { Preferences } from "@/call/preferences.ts";
import { SavedState } from "@/call/saved_state.ts";
import { Scope } from "@/call/scope.ts";
import "@/call/traffic/budget_keeper.ts"; // so that it comes at once
import { TrafficControl, type TrafficControlOptions } from "@/call/traffic/traffic_control.ts";
import type { Traffic } from "@/call/transport/traffic_meter.ts";
import { NO_LIMITS, type TrafficLimits } from "@/call/transport/traffic_limits.ts";
import { fakeClock, fakeStore } from "../../fakes/ports.ts";
import { settled } from "../../fakes/random.ts";
import { member } from "../transport/switching_kit.ts";

const MB = 1_048_576;

function page(store = fakeStore()) {
  const clock = fakeClock();
  const scope = new Scope();
  const limits: TrafficLimits[] = [];
  const notified: Notification[] = [];
  const phase = signal("lobby");
  const serving = signal(0);
  const traffic = signal<ReadonlyMap<string, Traffic>>(new Map());
  const cameras = { mic: true, camera: true, screen: false, screenAudio: false };
  const members = ["me", "b"].map((id) => ({ ...member(id), media: cameras }));
  const preferences = new Preferences(store);
  const control = new TrafficControl({
    ...{ scope, room: "room1", clock, preferences },
    savedState: new SavedState(store),
    membership: { phase, members: signal(members), self: signal("me") },
    connections: { traffic, serving },
    transport: { setLimits: (now: TrafficLimits) => void limits.push(now) },
    notify: (notification: Notification) => void notified.push(notification),
    onError: (error: unknown) => assert.fail(String(error)),
  } as unknown as TrafficControlOptions);
  const step = async (megabytes: number) => {
    const { up, down } = traffic.value.get("b") ?? { up: 0, down: 0 };
    const half = megabytes * MB / 2;
    traffic.value = new Map([["b", { up: up + half, down: down + half }]]);
    clock.advance(2_000);
    await settled();
  };
  const enter = async () => {
    phase.value = "call";
    await settled();
  };
  return {
    serving,
    scope,
    limits,
    notified,
    phase,
    traffic,
    preferences,
    control,
    step,
    enter,
    store,
    clock,
  };
}

Deno.test("without a budget only the setting limits, and nothing is looked at", async () => {
  const { limits, preferences, enter, clock, serving } = page();
  await enter();
  assert.deepEqual(limits, [NO_LIMITS]);
  preferences.set("uplinkCap", 300);
  assert.equal(limits.at(-1)?.up, 300_000);
  serving.value = 2;
  assert.equal(limits.at(-1)?.up, 210_000, "files have the rest");
  serving.value = 0;
  assert.equal(limits.at(-1)?.up, 300_000);
  assert.equal(clock.timers, 0);
});

Deno.test("a budget divides what is left by the time that is left, warns at 80 % and ends with voices", async () => {
  const { limits, notified, control, enter, step } = page();
  control.setBudget({ bytes: 20 * MB, ms: 600_000 });
  await enter();
  const first = limits.at(-1);
  assert.ok(
    first && first.picturesUp > 60_000 && first.picturesUp < 120_000,
    `${first?.picturesUp}`,
  );
  assert.equal(first.picturesUp, first.picturesDown);
  assert.equal(first.up, Infinity);
  for (let n = 0; n < 15; n++) await step(1);
  assert.deepEqual(notified, []);
  assert.ok((limits.at(-1)?.picturesUp ?? 0) < 0.5 * first.picturesUp, "it was spent too fast");
  await step(1);
  assert.deepEqual(notified, [{ kind: "budgetLow", left: 4 * MB }]);
  for (let n = 0; n < 6; n++) await step(1);
  assert.deepEqual(notified.map(({ kind }) => kind), ["budgetLow", "budgetSpent"]);
  assert.deepEqual([limits.at(-1)?.picturesUp, limits.at(-1)?.picturesDown], [0, 0]);
  assert.equal(control.isTight.value, true, "voices get small");
  control.setBudget(null);
  assert.equal(limits.at(-1)?.picturesUp, Infinity);
  assert.equal(control.isTight.value, false);
});

Deno.test("a reload goes on with what is used, and warns no second time", async () => {
  const before = page();
  before.control.setBudget({ bytes: 10 * MB, ms: 600_000 });
  await before.enter();
  for (let n = 0; n < 9; n++) await before.step(1);
  before.scope.dispose();
  const after = page(before.store);
  assert.deepEqual(after.control.budget.value?.used, { bytes: 9 * MB, ms: 18_000 });
  await after.enter();
  await after.step(0.1);
  assert.deepEqual(after.notified, []);
  assert.ok((after.control.budget.value?.used.bytes ?? 0) > 9 * MB);
});

Deno.test("time counts in the call alone, and another call begins to count anew", async () => {
  const { control, enter, step, phase, traffic, clock } = page();
  control.setBudget({ bytes: 10 * MB, ms: 600_000 });
  clock.advance(100_000);
  await enter();
  await step(1);
  phase.value = "left";
  clock.advance(100_000);
  traffic.value = new Map();
  await enter();
  await step(1);
  assert.deepEqual(control.budget.value?.used, { bytes: 2 * MB, ms: 4_000 });
});

Deno.test("what is stored and was never written by us is no budget", () => {
  for (
    const text of [
      ...["", "{", "null", "[]", "7", "{}"],
      '{"plan":{"bytes":-1,"ms":1},"used":{"bytes":0,"ms":0}}',
      '{"plan":{"bytes":1,"ms":0},"used":{"bytes":0,"ms":0}}',
      '{"plan":{"bytes":1,"ms":1},"used":{"bytes":"0","ms":0}}',
      '{"plan":{"bytes":1e999,"ms":1},"used":{"bytes":0,"ms":0}}',
    ]
  ) {
    const store = fakeStore();
    store.set("page", "budget:room1", text);
    assert.equal(new SavedState(store).budget("room1"), null, text);
  }
});
