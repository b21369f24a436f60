// The uplink is shared by all copies of a picture.
import assert from "node:assert/strict";
import {
  CAMERA_BUDGET,
  cameraLimits,
  SCREEN_BUDGET,
  screenLimits,
} from "@/call/transport/mesh/encoding_limits.ts";

Deno.test("cameraLimits() keep all copies together within the budget, up to 25 people", () => {
  for (let peers = 1; peers <= 25; peers++) {
    assert.ok((cameraLimits(peers).maxBitrate ?? 0) * peers <= CAMERA_BUDGET + peers);
    assert.ok((screenLimits(peers).maxBitrate ?? 0) * peers <= SCREEN_BUDGET + peers);
  }
});

Deno.test("cameraLimits() never grow with the number of people, and shrink the picture at last", () => {
  for (let peers = 1; peers < 10; peers++) {
    const now = cameraLimits(peers);
    const more = cameraLimits(peers + 1);
    assert.ok((more.maxBitrate ?? 0) <= (now.maxBitrate ?? 0));
    assert.ok((more.scaleResolutionDownBy ?? 1) >= (now.scaleResolutionDownBy ?? 1));
  }
  assert.equal(cameraLimits(1).scaleResolutionDownBy, 1);
  assert.equal(cameraLimits(7).scaleResolutionDownBy, 2);
});

Deno.test("cameraLimits() begin small while a connection is rampingUp", () => {
  assert.equal(cameraLimits(1, { rampingUp: true }).scaleResolutionDownBy, 2);
  assert.equal(cameraLimits(1, { rampingUp: true }).maxBitrate, cameraLimits(1).maxBitrate);
});

Deno.test("screenLimits() drop frames, never pixels", () => {
  assert.equal(screenLimits(7).scaleResolutionDownBy, undefined);
  assert.ok((screenLimits(7).maxFramerate ?? 0) < (screenLimits(1).maxFramerate ?? 0));
});
