// Pictures do not jump: the order changes only for a speaker whom nobody sees.
import assert from "node:assert/strict";
import { keepOrder, promote } from "@/call/layout/tile_order.ts";
import { pick, seeded } from "../../fakes/random.ts";

Deno.test("keepOrder() leaves everybody where they are when somebody comes or goes", () => {
  assert.deepEqual(keepOrder([], ["a", "me"]), ["a", "me"]);
  assert.deepEqual(keepOrder(["b", "a", "me"], ["a", "b", "c", "me"]), ["b", "a", "c", "me"]);
  assert.deepEqual(keepOrder(["b", "a", "c", "me"], ["b", "c", "me"]), ["b", "c", "me"]);
  assert.deepEqual(keepOrder(["a"], []), []);
});

Deno.test("promote() changes nothing while the speaker is seen", () => {
  const order = ["a", "b", "c", "me"];
  for (const speaker of ["a", "b", "gone"]) {
    const heardAt = new Map([["a", 1]]);
    assert.equal(promote(order, { seen: 2, speaker, fixed: [], heardAt }), order);
  }
});

Deno.test("promote() swaps one pair: the speaker and whoever was silent for longest", () => {
  const heardAt = new Map([["a", 900], ["b", 100], ["c", 500]]);
  const order = ["a", "b", "c", "d", "e"];
  assert.deepEqual(promote(order, { seen: 3, speaker: "e", fixed: [], heardAt }), [
    "a",
    "e",
    "c",
    "d",
    "b",
  ]);
  assert.deepEqual(promote(order, { seen: 3, speaker: "e", fixed: ["b"], heardAt }), [
    "a",
    "b",
    "e",
    "d",
    "c",
  ]);
  assert.equal(promote(order, { seen: 1, speaker: "e", fixed: ["a"], heardAt }), order);
});

Deno.test("10: promote() moves at most two pictures whoever speaks, and loses none", () => {
  const random = seeded(11);
  let order: readonly string[] = ["a", "b", "c", "d", "e", "f", "g", "h"];
  let swaps = 0;
  for (let round = 0; round < 500; round++) {
    const speaker = pick(random, order);
    const heardAt = new Map(order.map((key) => [key, Math.floor(random() * 1e6)]));
    const next = promote(order, { seen: 4, speaker, fixed: [], heardAt });
    const moved = next.filter((key, index) => key !== order[index]).length;
    assert.ok(moved === 0 || moved === 2);
    assert.ok(next.indexOf(speaker) < 4);
    if (moved > 0) swaps++;
    order = next;
  }
  assert.ok(swaps > 50, "the hard case was met");
  assert.deepEqual(order.toSorted(), ["a", "b", "c", "d", "e", "f", "g", "h"]);
});
