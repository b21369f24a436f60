// The space bar's silence, and devices that come back.
import assert from "node:assert/strict";
import { LOOK_MS } from "@/call/media/device_interruptions.ts";
import { named } from "../../fakes/ports.ts";
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

Deno.test("the only microphone is back by itself when its plug is, and another one is not taken", async () => {
  const { devices, local, media, notifications } = setUp();
  devices.ids = ["cam-1", "mic-1"];
  await media.survey();
  await media.start({ mic: true, camera: false });
  await media.choose("mic", "mic-1");
  pullOut(local.tracks.value.mic, { devices, without: "mic-1" });
  await settled();
  assert.deepEqual(local.problems.value, { mic: "lost" });
  devices.failures = {};
  devices.ids = ["cam-1", "mic-2"];
  devices.change();
  await settled();
  assert.equal(local.flags.value.mic, false, "nobody asked for that one");
  devices.ids = ["cam-1", "mic-1", "mic-2"];
  devices.change();
  await settled();
  assert.equal(local.flags.value.mic, true);
  assert.deepEqual(local.problems.value, {});
  const told = notifications.filter((one) => "id" in one).map(({ kind, id }) => `${kind} ${id}`);
  assert.deepEqual(told, ["newDevice mic-2", "deviceBack mic-1"]);
});

Deno.test("a microphone that was muted, or was decided about since, stays as it is when it is back", async () => {
  for (const decide of ["before", "after", "over"] as const) {
    const { devices, local, media } = setUp();
    devices.ids = ["mic-1"];
    await media.survey();
    await media.start({ mic: true, camera: false });
    await media.choose("mic", "mic-1");
    if (decide === "before") await media.set("mic", false);
    pullOut(local.tracks.value.mic, { devices, without: "mic-1" });
    await settled();
    if (decide === "after") await media.set("mic", false);
    if (decide === "over") media.stop();
    devices.failures = {};
    devices.ids = ["mic-1"];
    devices.change();
    await settled();
    assert.equal(local.flags.value.mic, false, decide);
  }
});

Deno.test("who holds the key to speak while the microphone is pulled out is not heard after letting go", async () => {
  const { devices, local, media } = setUp();
  await media.start({ mic: true, camera: false });
  await media.set("mic", false);
  await media.hold(true);
  const { mic } = local.tracks.value;
  assert.ok(mic);
  unplug(mic);
  await settled();
  assert.equal(local.flags.value.mic, true, "another one took over");
  assert.equal(devices.opened.length, 2);
  await media.hold(false);
  assert.equal(local.flags.value.mic, false);
});

Deno.test("a device that ends again and again is told as lost, and one that is dead already as held", async () => {
  const { devices, local, media, clock } = setUp();
  await media.start({ mic: false, camera: true });
  for (let n = 0; n < 50 && local.tracks.value.camera; n++) {
    unplug(local.tracks.value.camera);
    clock.advance(500);
    await settled();
  }
  assert.ok(devices.opened.length <= 5, `opened ${devices.opened.length} times`);
  assert.deepEqual(local.problems.value, { camera: "lost" });
  await media.set("camera", true);
  assert.equal(local.flags.value.camera, true, "a press tries once more");

  const { open } = devices;
  devices.open = async (...how) => {
    const track = await open(...how);
    track.stop();
    return track;
  };
  await media.set("mic", true);
  assert.deepEqual([local.flags.value.mic, local.problems.value.mic], [false, "busy"]);
});

Deno.test("a track that ended without a word is noticed within a second, and another one opened", async () => {
  const { devices, local, media, clock } = setUp();
  await media.start({ mic: true, camera: true });
  const { mic, camera } = local.tracks.value;
  mic?.stop();
  camera?.stop();
  clock.advance(LOOK_MS);
  await settled();
  assert.equal(devices.opened.length, 4);
  assert.deepEqual([local.flags.value.mic, local.flags.value.camera], [true, true]);
  assert.deepEqual([mic, camera].includes(local.tracks.value.camera), false);
  media.stop();
  await settled();
  clock.advance(10 * LOOK_MS);
  await settled();
  assert.equal(devices.opened.length, 4, "what was closed on purpose stays closed");
});

/** The only device of a kind goes: nothing else can be opened. */
function pullOut(
  track: MediaStreamTrack | null,
  { devices, without }: { devices: ReturnType<typeof setUp>["devices"]; without: string },
): void {
  assert.ok(track);
  devices.ids = devices.ids.filter((id) => id !== without);
  devices.failures = { mic: named("NotFoundError") };
  unplug(track);
  devices.change();
}
