// The own hand goes down after three seconds of speech, unless its owner wants it up.
import assert from "node:assert/strict";
import { AutoLowerHand, LOWER_AFTER_MS } from "@/call/presence/auto_lower_hand.ts";

/** Somebody who has spoken without a pause since 0. */
const now = LOWER_AFTER_MS;
const speaks = (hand: number | null) => ({ hand, speakingSince: 0, now });

Deno.test("a hand goes down when its owner has spoken long enough, and is told so once", () => {
  const own = new AutoLowerHand();
  assert.equal(own.shouldLower({ ...speaks(1), now: now - 1 }), false);
  assert.equal(own.shouldLower({ ...speaks(1), speakingSince: null }), false);
  assert.equal(own.shouldLower(speaks(null)), false);
  assert.equal(own.shouldLower(speaks(1)), true);
  assert.equal(own.shouldLower(speaks(1)), false, "it is on its way down");
  assert.equal(own.shouldLower(speaks(null)), false);
  assert.equal(own.shouldLower(speaks(2)), true, "another one");
});

Deno.test("one that is kept stays up, however late the room learns of it", () => {
  const looks: (number | null)[][] = [
    [null, 2, 2], // pressed when the room knew that it was down
    [1, null, null, 2, 2], // pressed before that
    [1, 1, 2, 2], // down and up between two looks
  ];
  for (const hands of looks) {
    const own = new AutoLowerHand();
    assert.equal(own.shouldLower(speaks(1)), true);
    own.keep();
    for (const hand of hands) assert.equal(own.shouldLower(speaks(hand)), false, hands.join());
    assert.equal(own.shouldLower(speaks(null)), false, "its owner lowers it");
    assert.equal(own.shouldLower(speaks(3)), true, "the next one goes down again");
  }
});

Deno.test("what was wished in one call does not hold in the next", () => {
  const own = new AutoLowerHand();
  own.keep();
  own.reset();
  assert.equal(own.shouldLower(speaks(1)), true);
});
