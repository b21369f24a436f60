// What one person sees of the stage does not change because others raise a hand or switch a device.
import assert from "node:assert/strict";
import { STEP, WHOLE } from "@/call/layout/zoom.ts";
import { joined, Town } from "../../fakes/client_world.ts";
import { settled } from "../../fakes/random.ts";

const SIZE = { width: 1_280, height: 720 };

Deno.test("a zoomed screen stays so whatever its owner does, until another picture or frame is large", async () => {
  const [asan, gulnar] = await joined(new Town(), ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  const { layout } = asan.call;
  layout.measure(SIZE);
  await gulnar.call.media.toggleScreen(true);
  await settled();
  const main = layout.layout.value.main;
  assert.match(main ?? "", /:screen$/);
  layout.zoomBy(STEP, { box: SIZE });
  const zoomed = layout.zoom.value;
  assert.notDeepEqual(zoomed, WHOLE);
  await gulnar.call.presence.setHand(true);
  await gulnar.call.media.toggle("mic");
  await settled();
  assert.deepEqual(layout.zoom.value, zoomed, "a hand and a microphone move nothing");
  layout.measure({ width: 640, height: 720 });
  assert.deepEqual(layout.zoom.value, WHOLE, "the frame is another one");
  layout.zoomBy(STEP, { box: SIZE });
  layout.setPinned(asan.call.membership.self.value ?? "", true);
  assert.notEqual(layout.layout.value.main, main);
  assert.deepEqual(layout.zoom.value, WHOLE, "the picture is another one");
});
