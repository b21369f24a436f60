// What must hold for any boxes on any stage.
import assert from "node:assert/strict";
import type { Box, Size } from "@/call/layout/grid.ts";

/** No box is empty, leaves the stage or overlaps another. */
export function assertDisjoint(boxes: readonly Box[], stage: Size, what: string): void {
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
