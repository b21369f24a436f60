// Who stands where: alone, in a pair, in a grid, beside something large; pages and corners.
import assert from "node:assert/strict";
import type { Size } from "@/call/layout/grid.ts";
import {
  cornerAt,
  floatBox,
  type Layout,
  type LayoutItem,
  layoutOf,
  type LayoutOptions,
} from "@/call/layout/layout.ts";
import { CORNERS } from "@/call/layout/corners.ts";
import { assertDisjoint } from "./boxes.ts";

const DESK: Size = { width: 1280, height: 600 };
const PHONE: Size = { width: 390, height: 700 };
const STAGES = [DESK, PHONE, { width: 1920, height: 930 }, { width: 844, height: 320 }];
const PLAIN: LayoutOptions = {
  mode: "grid",
  pinned: null,
  screen: null,
  speaker: null,
  floatSelf: false,
  hideSelf: false,
  corner: "bottom-right",
  stripHidden: false,
  page: 0,
};

/** People "a", "b", …; the last one is oneself. */
function people(count: number): LayoutItem[] {
  return Array.from({ length: count }, (_, index) => {
    const member = String.fromCharCode(97 + index);
    return { key: member, kind: "camera", self: index === count - 1, member };
  });
}

function screenOf(member: string, self = false): LayoutItem {
  return { key: `${member}:screen`, kind: "screen", self, member };
}

function rolesOf(layout: Layout): Record<string, string> {
  return Object.fromEntries([...layout.places].map(([key, { role }]) => [key, role]));
}

Deno.test("alone, one's picture leaves room for the invitation", () => {
  for (const stage of STAGES) {
    const layout = layoutOf(stage, people(1), PLAIN);
    assert.equal(layout.kind, "alone");
    const box = layout.places.get("a")?.box;
    assert.ok(box && layout.card);
    assertDisjoint([box, layout.card], stage, "picture and card");
  }
});

Deno.test("two people: the other one fills the stage, oneself floats in the chosen corner", () => {
  for (const stage of STAGES) {
    for (const corner of CORNERS) {
      const layout = layoutOf(stage, people(2), { ...PLAIN, corner });
      assert.equal(layout.kind, "pair");
      assert.deepEqual(rolesOf(layout), { a: "grid", b: "floating" });
      assert.deepEqual(layout.places.get("b")?.box, floatBox(stage, corner));
      assertDisjoint([floatBox(stage, corner)], stage, corner);
    }
    const other = layoutOf(stage, people(2), PLAIN).places.get("a")?.box;
    assert.ok(other && other.height >= stage.height * 0.6 && other.width >= stage.width * 0.5);
  }
});

Deno.test("more than a quarter of a picture is never cropped on a desk", () => {
  const { box } = layoutOf({ width: 700, height: 900 }, people(2), PLAIN).places.get("a") ?? {};
  assert.ok(box && box.width / box.height >= 4 / 3 - 0.01);
});

Deno.test("three and more stand in a grid; oneself floats only if it is wanted so", () => {
  assert.deepEqual(Object.values(rolesOf(layoutOf(DESK, people(4), PLAIN))), Array(4).fill("grid"));
  const floating = layoutOf(DESK, people(4), { ...PLAIN, floatSelf: true });
  assert.deepEqual(rolesOf(floating), { a: "grid", b: "grid", c: "grid", d: "floating" });
  assert.equal(floating.kind, "grid");
});

Deno.test("oneself can be hidden, but never so that the stage is empty", () => {
  const hidden = { ...PLAIN, hideSelf: true };
  assert.deepEqual(rolesOf(layoutOf(DESK, people(3), hidden)), { a: "grid", b: "grid" });
  assert.deepEqual(rolesOf(layoutOf(DESK, people(2), hidden)), { a: "grid" });
  assert.equal(layoutOf(DESK, people(1), hidden).kind, "alone");
});

Deno.test("a pin beats a screen, a screen beats the speaker, the newest screen comes first", () => {
  const actors = [...people(4), screenOf("a"), screenOf("b")];
  const speaking = { ...PLAIN, mode: "spotlight" as const, speaker: "c" };
  assert.equal(layoutOf(DESK, people(4), speaking).main, "c");
  assert.equal(layoutOf(DESK, actors, speaking).main, "b:screen");
  assert.equal(layoutOf(DESK, actors, { ...speaking, screen: "a:screen" }).main, "a:screen");
  assert.equal(layoutOf(DESK, actors, { ...speaking, pinned: "b" }).main, "b");
  assert.equal(layoutOf(DESK, actors, { ...speaking, screen: "gone:screen" }).main, "b:screen");
});

Deno.test("one's own screen is not put before one's own eyes", () => {
  const layout = layoutOf(DESK, [...people(3), screenOf("c", true)], PLAIN);
  assert.equal(layout.main, null);
  assert.equal(layout.places.size, 4);
});

Deno.test("the spotlight needs somebody to choose between", () => {
  const spotlight = { ...PLAIN, mode: "spotlight" as const, speaker: null };
  assert.equal(layoutOf(DESK, people(2), spotlight).kind, "pair");
  assert.equal(layoutOf(DESK, people(3), spotlight).main, "a");
});

Deno.test("something large gets most of the stage, the others a strip, which can be hidden", () => {
  for (const stage of STAGES) {
    for (const count of [2, 3, 5, 8]) {
      const actors = [...people(count), screenOf("a")];
      const layout = layoutOf(stage, actors, PLAIN);
      const boxes = [...layout.places.values()].map(({ box }) => box);
      assertDisjoint(boxes, stage, `${count} beside a screen`);
      const main = layout.places.get("a:screen")?.box;
      assert.ok(main && main.width * main.height > 0.6 * stage.width * stage.height);
      const bare = layoutOf(stage, actors, { ...PLAIN, stripHidden: true });
      assert.deepEqual([...bare.places.keys()], ["a:screen"]);
    }
  }
});

Deno.test("what does not fit stands on later pages, and a page that is gone is the last one", () => {
  const actors = people(30);
  const first = layoutOf(DESK, actors, PLAIN);
  assert.ok(first.pages > 1);
  const seen = new Set<string>();
  for (let page = 0; page < first.pages; page++) {
    const layout = layoutOf(DESK, actors, { ...PLAIN, page });
    assertDisjoint([...layout.places.values()].map(({ box }) => box), DESK, `page ${page}`);
    for (const key of layout.places.keys()) seen.add(key);
  }
  assert.equal(seen.size, 30);
  assert.equal(layoutOf(DESK, actors, { ...PLAIN, page: 99 }).page, first.pages - 1);
});

Deno.test("cornerAt() gives the nearest corner", () => {
  for (const corner of CORNERS) {
    const { x, y, width, height } = floatBox(DESK, corner);
    assert.equal(cornerAt(DESK, { x: x + width / 2, y: y + height / 2 }), corner);
  }
});
