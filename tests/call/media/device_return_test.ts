// The space bar's silence, and devices that come back.
import assert from "node:assert/strict";
import { settled } from "../../fakes/random.ts";
import { unplug } from "../../fakes/track.ts";
import { setUp } from "./local_media_kit.ts";

Deno.test("hush() shuts an open microphone for as long as it lasts, and a decision meanwhile wins", async () => {
  const { local, media } = setUp();
  await media.start({ mic: true, camera: false });
  await media.hush(true);
  assert.equal(local.flags.value.mic, false);
  assert.equal(local.tracks.value.mic?.enabled, false);
  await media.hush(false);
  assert.equal(local.flags.value.mic, true, "as it was before");
  await media.hush(true);
  await media.set("mic", false); // a host muted, or the person did
  await media.hush(false);
  assert.equal(local.flags.value.mic, false, "letting go opens nothing");
});

Deno.test("the chosen microphone comes back by itself when it is plugged in again, on or muted as it is", async () => {
  for (const muted of [false, true]) {
    const { devices, local, media, notifications } = setUp();
    await media.survey();
    await media.start({ mic: true, camera: false });
    await media.choose("mic", "mic-2");
    const { mic: before } = local.tracks.value;
    devices.ids = devices.ids.filter((id) => id !== "mic-2");
    assert.ok(before);
    unplug(before);
    devices.change();
    await settled();
    assert.equal(local.tracks.value.mic?.getSettings().deviceId, undefined, "the default one");
    if (muted) await media.set("mic", false);
    devices.ids = [...devices.ids, "mic-2"];
    devices.change();
    await settled();
    assert.equal(local.flags.value.mic, !muted);
    assert.equal(local.chosen.value.mic, "mic-2");
    if (muted) await media.set("mic", true);
    assert.equal(local.tracks.value.mic?.getSettings().deviceId, "mic-2");
    const back = notifications.filter(({ kind }) => kind === "deviceBack" || kind === "newDevice");
    assert.deepEqual(back.map(({ kind }) => kind), ["deviceBack"]);
  }
});
