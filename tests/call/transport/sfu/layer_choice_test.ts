// How much of a picture an SFU is asked for.
import assert from "node:assert/strict";
import {
  LAYER_RATES,
  layerFor,
  layersWithin,
  SCREEN_RATE,
} from "@/call/transport/sfu/layer_choice.ts";
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

Deno.test("layers keep within a limit: what takes most gets smaller first", () => {
  const choices = [
    { member: "b", slot: "camera" as const, layer: 2 as const },
    { member: "c", slot: "camera" as const, layer: 0 as const },
    { member: "c", slot: "screen" as const, layer: 0 as const },
  ];
  const within = (most: number) => layersWithin(choices, most).map(({ layer }) => layer);
  assert.deepEqual(within(Infinity), [2, 0, 0]);
  assert.deepEqual(within(SCREEN_RATE), [2, 0, null]);
  assert.deepEqual(within(LAYER_RATES[1] + LAYER_RATES[0]), [1, 0, null]);
  assert.deepEqual(within(LAYER_RATES[0]), [null, 0, null]);
  assert.deepEqual(within(0), [null, null, null]);
});
