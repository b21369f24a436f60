// Zooming into a screen: bounds, the point under the finger, and the way back.
import assert from "node:assert/strict";
import { LARGEST, panBy, SMALLEST, STEP, WHOLE, zoomBy } from "@/call/layout/zoom.ts";

const box = { width: 800, height: 600 };

Deno.test("zoomBy() stays between 50 % and 400 %, and comes back to exactly 100 %", () => {
  let zoom = WHOLE;
  for (let press = 0; press < 20; press++) zoom = zoomBy(zoom, STEP, { box });
  assert.equal(zoom.scale, LARGEST);
  for (let press = 0; press < 40; press++) zoom = zoomBy(zoom, 1 / STEP, { box });
  assert.equal(zoom.scale, SMALLEST);
  const twice = zoomBy(zoomBy(WHOLE, STEP, { box }), 1 / STEP, { box });
  assert.deepEqual(twice, WHOLE);
});

Deno.test("zoomBy() keeps what is under the pointer under the pointer", () => {
  const at = { x: 100, y: -50 };
  const zoom = zoomBy(WHOLE, 2, { box, at });
  // The point of the picture that was at `at` before is drawn at scale × point + offset now.
  assert.equal(zoom.scale * at.x + zoom.x, at.x);
  assert.equal(zoom.scale * at.y + zoom.y, at.y);
});

Deno.test("panBy() never moves the picture out of its box, and not at all at 100 %", () => {
  assert.deepEqual(panBy(WHOLE, { x: 50, y: 50 }, { box }), WHOLE);
  const zoom = panBy(zoomBy(WHOLE, 2, { box }), { x: 9_999, y: -9_999 }, { box });
  assert.deepEqual(zoom, { scale: 2, x: 400, y: -300 });
});

Deno.test("zooming out brings a moved picture back into its box", () => {
  const moved = panBy(zoomBy(WHOLE, 4, { box }), { x: 9_999, y: 9_999 }, { box });
  const out = zoomBy(moved, 1 / 4, { box });
  assert.deepEqual(out, WHOLE);
});
