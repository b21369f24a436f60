// What a scope collects, and that it undoes all of it once.
import assert from "node:assert/strict";
import { signal } from "@preact/signals-core";
import { Scope } from "@/call/scope.ts";
import { fakeClock } from "../fakes/ports.ts";

Deno.test("a scope undoes the newest first, each once; what is added later is undone at once", () => {
  const scope = new Scope();
  const undone: string[] = [];
  scope.add(() => undone.push("a"), () => undone.push("b"));
  scope.dispose();
  scope.dispose();
  assert.deepEqual(undone, ["b", "a"]);
  scope.add(() => undone.push("late"));
  assert.deepEqual(undone, ["b", "a", "late"]);
});

Deno.test("effects and timers end with their scope, and none begins after it", () => {
  const scope = new Scope();
  const outer = fakeClock();
  const clock = scope.clock(outer);
  const value = signal(1);
  const seen: unknown[] = [];
  scope.watch(() => value.value, (now) => seen.push(now));
  clock.after(10, () => seen.push("first"));
  clock.after(30, () => seen.push("second"));
  clock.after(30, () => seen.push("cancelled"))();
  value.value = 2;
  outer.advance(10);
  assert.deepEqual(seen, [1, 2, "first"]);
  assert.equal(outer.timers, 1);
  scope.dispose();
  assert.equal(outer.timers, 0);
  scope.watch(() => value.value, (now) => seen.push(now));
  clock.after(10, () => seen.push("never"));
  value.value = 3;
  outer.advance(100);
  assert.deepEqual(seen, [1, 2, "first"]);
});
