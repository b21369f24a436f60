// When voices have to do with less, and when they come back.
import assert from "node:assert/strict";
import {
  isShort,
  nextShortage,
  NO_SHORTAGE,
  type Shortage,
} from "@/call/transport/mesh/uplink_shortage.ts";
import { beginUplink, type UplinkState } from "@/call/transport/mesh/uplink_controller.ts";

const BEGUN = beginUplink({ known: 60_000, first: 800_000 }, 0);

function cut(shortage: Shortage, budget: number, now: number): Shortage {
  const after: UplinkState = { ...BEGUN, budget, ceiling: { rate: budget, at: now } };
  return nextShortage(shortage, { before: BEGUN, after, now });
}

Deno.test("a low value of an earlier call is no shortage; a cut to one is", () => {
  const kept = nextShortage(NO_SHORTAGE, { before: BEGUN, after: BEGUN, now: 1_000 });
  assert.equal(isShort(kept, 1_000), false);
  assert.equal(isShort(cut(NO_SHORTAGE, 80_000, 1_000), 1_000), true);
  assert.equal(isShort(cut(NO_SHORTAGE, 180_000, 1_000), 1_000), false);
});

Deno.test("it ends half a minute after the last cut; where it comes again it lasts longer, 8 minutes at most", () => {
  let shortage = cut(NO_SHORTAGE, 80_000, 0);
  shortage = cut(shortage, 70_000, 20_000);
  assert.equal(isShort(shortage, 49_000), true);
  assert.equal(isShort(shortage, 51_000), false);
  let now = 60_000;
  const lasted: number[] = [];
  for (let turn = 0; turn < 6; turn++) {
    shortage = cut(shortage, 70_000, now);
    lasted.push(shortage.holdMs / 1_000);
    now += shortage.holdMs + 1_000;
  }
  assert.deepEqual(lasted, [60, 120, 240, 480, 480, 480]);
});

Deno.test("room for a picture ends it at once", () => {
  const shortage = cut(NO_SHORTAGE, 80_000, 0);
  const after = { ...BEGUN, budget: 260_000 };
  assert.equal(isShort(nextShortage(shortage, { before: BEGUN, after, now: 5_000 }), 5_000), false);
});
