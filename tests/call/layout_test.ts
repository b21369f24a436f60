// The geometry of the stage: nothing overlaps, nothing leaves it, and pictures are as large as can be.
import assert from "node:assert/strict";
import { bestGrid, type Box, gridBoxes, screenBoxes, type Stage } from "@/call/layout.ts";

/** Stage, and the mean share of it that must show uncropped 16:9 pictures, in per cent. */
const STAGES: [Stage, number][] = [
  [{ width: 1280, height: 600 }, 68.5],
  [{ width: 1920, height: 930 }, 71.4],
  [{ width: 920, height: 600 }, 68.5],
  [{ width: 768, height: 880 }, 68.3],
  [{ width: 390, height: 700 }, 61.6],
  [{ width: 844, height: 320 }, 62.6],
];
const COUNTS = [2, 3, 4, 5, 6, 8, 9, 12, 16];

function shownShare(stage: Stage, count: number): number {
  const { width, height } = bestGrid(stage, count);
  const side = Math.min(width, height * 16 / 9);
  return 100 * count * side * (side * 9 / 16) / (stage.width * stage.height);
}

function assertDisjoint(boxes: readonly Box[], stage: Stage, what: string): void {
  for (const [index, a] of boxes.entries()) {
    assert.ok(a.width > 0 && a.height > 0, `${what}: box ${index} is empty`);
    assert.ok(a.x >= 0 && a.y >= 0, `${what}: box ${index} leaves the stage`);
    assert.ok(a.x + a.width <= stage.width + 1, `${what}: box ${index} leaves the stage`);
    assert.ok(a.y + a.height <= stage.height + 1, `${what}: box ${index} leaves the stage`);
    for (const b of boxes.slice(index + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x ||
        a.y + a.height <= b.y || b.y + b.height <= a.y;
      assert.ok(apart, `${what}: two boxes overlap`);
    }
  }
}

Deno.test("bestGrid() shows at least the promised share of the picture on six stages", () => {
  for (const [stage, promised] of STAGES) {
    const mean = COUNTS.reduce((sum, count) => sum + shownShare(stage, count), 0) / COUNTS.length;
    assert.ok(mean >= promised, `${stage.width}×${stage.height}: ${mean.toFixed(1)} < ${promised}`);
  }
});

Deno.test("gridBoxes() never overlap nor leave the stage, for 1 to 25 people", () => {
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

Deno.test("screenBoxes() give a shared screen most of the stage, people a strip", () => {
  for (const [stage] of STAGES) {
    for (const people of [1, 2, 4, 8]) {
      const kinds = [true, ...Array<boolean>(people).fill(false)];
      const boxes = screenBoxes(stage, kinds);
      assertDisjoint(boxes, stage, `${people} beside a screen on ${stage.width}×${stage.height}`);
      const [screen] = boxes;
      assert.ok(screen && screen.width * screen.height > 0.7 * stage.width * stage.height);
    }
  }
});

Deno.test("screenBoxes() let three people share at once", () => {
  const stage = { width: 1280, height: 600 };
  assertDisjoint(screenBoxes(stage, [true, true, true, false, false]), stage, "three screens");
  assertDisjoint(screenBoxes(stage, [true, true]), stage, "screens alone");
});

Deno.test("an empty stage and an empty room need no boxes", () => {
  assert.deepEqual(gridBoxes({ width: 0, height: 0 }, 0), []);
  assert.equal(gridBoxes({ width: 0, height: 0 }, 3).length, 3);
});
