// A device that the system holds back, as the others in the room see it.
import assert from "node:assert/strict";
import { PAUSE_MS } from "@/call/media/device_interruptions.ts";
import { settled } from "../../fakes/random.ts";
import { joined, Town } from "../../fakes/client_world.ts";
import { holdBack } from "../../fakes/track.ts";

Deno.test("a camera that the system holds back is live for nobody, and comes back by itself", async () => {
  const town = new Town();
  const [asan, gulnar] = await joined(town, ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  const { call } = asan;
  const seen = () => gulnar.call.membership.members.value[0]?.media.camera;
  const { camera } = call.media.tracks.value;
  assert.ok(camera);
  holdBack(camera, true);
  town.clock.advance(PAUSE_MS);
  await settled();
  assert.equal(seen(), false);
  const own = call.layout.tiles.value.find(({ self }) => self);
  assert.equal(own?.video, null, "nor does oneself see a picture that stands still");
  holdBack(camera, false);
  await settled();
  assert.equal(seen(), true);
});
