// Holding the microphone open for as long as a key is down.
import assert from "node:assert/strict";
import { setUp } from "./local_media_kit.ts";
import { seeded, settled } from "../../fakes/random.ts";

Deno.test("hold() opens the microphone for as long as it lasts, and leaves it muted", async () => {
  const { local, media } = setUp();
  await media.start({ mic: true, camera: false });
  await media.set("mic", false);
  await media.hold(true);
  assert.equal(local.flags.value.mic, true);
  await media.hold(false);
  assert.equal(local.flags.value.mic, false);
  await media.set("mic", true);
  await media.hold(true);
  await media.hold(false);
  assert.equal(local.flags.value.mic, true, "who was heard before is heard after");
});

Deno.test("muting while holding mutes at once, and letting go does not unmute", async () => {
  const { local, media } = setUp();
  await media.hold(true);
  await media.set("mic", false);
  assert.equal(local.flags.value.mic, false);
  await media.hold(false);
  assert.equal(local.flags.value.mic, false);
});

Deno.test("letting go before the microphone is open leaves it muted", async () => {
  const { local, media } = setUp();
  const holding = media.hold(true);
  await Promise.all([media.hold(false), holding]);
  assert.equal(local.flags.value.mic, false);
});

Deno.test("any storm of holding, pressing and letting go ends as the last decision said", async () => {
  const random = seeded(5);
  const { local, media } = setUp();
  let wanted = false;
  for (let round = 0; round < 300; round++) {
    if (random() < 0.4) void media.set("mic", wanted = random() < 0.5);
    else void media.hold(random() < 0.5);
    if (random() < 0.3) await settled();
  }
  await media.hold(false);
  await media.set("mic", wanted);
  assert.equal(local.flags.value.mic, wanted);
  assert.equal(local.tracks.value.mic?.enabled ?? false, wanted);
});
