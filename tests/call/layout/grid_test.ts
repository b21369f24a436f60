// The geometry of the stage: nothing overlaps, nothing leaves it, and pictures are as large as can be.
import assert from "node:assert/strict";
import { bestGrid, gridBoxes, pageSize, type Size } from "@/call/layout/grid.ts";
import { assertDisjoint } from "./boxes.ts";

/** Stage, and the mean share of it that must show uncropped 16:9 pictures, in per cent. */
const STAGES: [Size, number][] = [
  [{ width: 1280, height: 600 }, 68.5],
  [{ width: 1920, height: 930 }, 71.4],
  [{ width: 920, height: 600 }, 68.5],
  [{ width: 768, height: 880 }, 68.3],
  [{ width: 390, height: 700 }, 61.6],
  [{ width: 844, height: 320 }, 62.6],
];
const COUNTS = [2, 3, 4, 5, 6, 8, 9, 12, 16];

function shownShare(stage: Size, count: number): number {
  const { width, height } = bestGrid(stage, count);
  const side = Math.min(width, height * 16 / 9);
  return 100 * count * side * (side * 9 / 16) / (stage.width * stage.height);
}

Deno.test("8: bestGrid() shows at least the promised share of the picture on six stages", () => {
  for (const [stage, promised] of STAGES) {
    const mean = COUNTS.reduce((sum, count) => sum + shownShare(stage, count), 0) / COUNTS.length;
    assert.ok(mean >= promised, `${stage.width}×${stage.height}: ${mean.toFixed(1)} < ${promised}`);
  }
});

Deno.test("8: gridBoxes() never overlap nor leave the stage, for 1 to 25 people", () => {
  for (const [stage] of STAGES) {
    for (let count = 1; count <= 25; count++) {
      const boxes = gridBoxes(stage, count);
      assert.equal(boxes.length, count);
      assertDisjoint(boxes, stage, `${count} on ${stage.width}×${stage.height}`);
      for (const { width, height } of boxes) {
        const aspect = width / height;
        assert.ok(aspect > 0.7 && aspect < 1.92, `aspect ${aspect.toFixed(2)} with ${count}`);
      }
    }
  }
});

Deno.test("gridBoxes() centres the last row", () => {
  const stage = { width: 1280, height: 600 };
  const boxes = gridBoxes(stage, 5);
  const lastRow = boxes.filter(({ y }) => y === boxes.at(-1)?.y);
  const left = lastRow[0]?.x ?? 0;
  const right = stage.width - (lastRow.at(-1)?.x ?? 0) - (lastRow.at(-1)?.width ?? 0);
  assert.ok(Math.abs(left - right) <= 1);
});

Deno.test("pageSize() never makes a picture too low, nor a page too full", () => {
  for (const [stage] of STAGES) {
    const phone = Math.min(stage.width, stage.height) < 500;
    for (let count = 1; count <= 60; count++) {
      const size = pageSize(stage, count);
      assert.ok(size >= 1 && size <= count && size <= (phone ? 9 : 25));
      if (size > 1) assert.ok(bestGrid(stage, size).height >= (phone ? 96 : 120));
    }
  }
  assert.equal(pageSize({ width: 1280, height: 600 }, 8), 8, "a full room is one page on a desk");
});

Deno.test("an empty stage and an empty room need no boxes", () => {
  assert.deepEqual(gridBoxes({ width: 0, height: 0 }, 0), []);
  assert.equal(gridBoxes({ width: 0, height: 0 }, 3).length, 3);
});
