// Encodings go down at once and up with a pause; a pause in sending ends as often as it may.
import assert from "node:assert/strict";
import { type AppliedEncoding, nextStep } from "@/call/transport/mesh/encoding_steps.ts";
import type { PictureEncoding } from "@/call/transport/mesh/encoding_limits.ts";

const FULL: PictureEncoding = {
  active: true,
  maxBitrate: 1_000_000,
  maxFramerate: 30,
  scaleResolutionDownBy: 1,
};
const SMALL = { ...FULL, maxBitrate: 100_000, scaleResolutionDownBy: 4 };
const OFF = { ...FULL, active: false };

function has(encoding: PictureEncoding, resizedAt = -Infinity): AppliedEncoding {
  return { encoding, resizedAt };
}

function step(
  before: AppliedEncoding | null,
  target: PictureEncoding,
  now = 10_000,
  mayWake = true,
) {
  return nextStep(before, target, { now, mayWake: () => mayWake });
}

Deno.test("the first encoding is taken as it is, and the same one again changes nothing", () => {
  const { applied } = step(null, SMALL);
  assert.deepEqual(applied?.encoding, SMALL);
  assert.deepEqual(step(applied, SMALL), { applied: null, wait: null });
  assert.equal(step(applied, { ...SMALL, maxBitrate: 102_000 }).applied, null);
});

Deno.test("a smaller size comes at once, a larger one three seconds after the last change", () => {
  const down = step(has(FULL, 9_900), SMALL).applied;
  assert.deepEqual(down, has(SMALL, 10_000));
  const soon = step(down, FULL, 11_000);
  assert.equal(soon.wait, 2_000);
  assert.equal(soon.applied?.encoding.scaleResolutionDownBy, 4);
  assert.equal(soon.applied?.encoding.maxBitrate, FULL.maxBitrate);
  assert.deepEqual(step(soon.applied, FULL, 13_000), { applied: has(FULL, 13_000), wait: null });
});

Deno.test("a size that has been the same for long grows at once", () => {
  assert.deepEqual(step(has(SMALL), FULL).applied?.encoding, FULL);
});

Deno.test("what is hidden is off at once, and on again at once in its new size", () => {
  const off = step(has(FULL, 9_999), OFF).applied;
  assert.equal(off?.encoding.active, false);
  assert.equal(step(off, OFF).applied, null);
  assert.deepEqual(step(off, SMALL, 10_001).applied?.encoding, SMALL);
});

Deno.test("who wakes a picture too often waits for it", () => {
  assert.deepEqual(step(has(OFF), FULL, 10_000, false), { applied: null, wait: 3_000 });
});
