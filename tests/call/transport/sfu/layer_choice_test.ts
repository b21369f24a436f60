// How much of a picture an SFU is asked for.
import assert from "node:assert/strict";
import { layerFor } from "@/call/transport/sfu/layer_choice.ts";
import { NOT_SHOWN } from "@/call/transport/demand.ts";

Deno.test("a tile gets the smallest layer that fills it, a wide one by its height at 16:9", () => {
  const layer = (width: number, height: number) =>
    layerFor({ width, height, rank: "other" }, "good");
  assert.deepEqual([layer(160, 90), layer(320, 180), layer(640, 360), layer(1280, 720)], [
    0,
    0,
    1,
    2,
  ]);
  assert.equal(layer(90, 400), 1);
  assert.equal(layer(1_000, 100), 2);
});

Deno.test("what is not shown is not asked for; a bad path gets the next smaller layer, never none", () => {
  assert.equal(layerFor(NOT_SHOWN, "good"), null);
  const shown = (height: number) => ({ width: height, height, rank: "main" as const });
  assert.deepEqual([720, 360, 100].map((height) => layerFor(shown(height), "poor")), [1, 0, 0]);
  assert.equal(layerFor(shown(720), "fair"), 2);
});
