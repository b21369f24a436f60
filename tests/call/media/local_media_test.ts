// Own devices: what is wanted wins, whatever the devices do meanwhile.
import assert from "node:assert/strict";
import { browserDevices } from "@/call/browser/devices.ts";
import { PAUSE_MS } from "@/call/media/device_interruptions.ts";
import { named } from "../../fakes/ports.ts";
import { setUp } from "./local_media_kit.ts";
import { pick, seeded, settled } from "../../fakes/random.ts";
import { holdBack, unplug } from "../../fakes/track.ts";
import { fakeTrack } from "../../fakes/track.ts";

Deno.test("start() opens microphone and camera apart, so that a refused camera leaves the sound", async () => {
  const { devices, local, media } = setUp();
  devices.failures.camera = named("NotAllowedError", "Permission denied");
  await media.start({ mic: true, camera: true });
  assert.equal(local.flags.value.mic, true);
  assert.equal(local.flags.value.camera, false);
  assert.deepEqual(local.problems.value, { camera: "denied" });
});

Deno.test("set() turns the camera's light off, and only silences the microphone", async () => {
  const { local, sent, media } = setUp();
  await media.start({ mic: true, camera: true });
  const { mic, camera } = local.tracks.value;
  await media.set("camera", false);
  await media.set("mic", false);
  assert.equal(camera?.readyState, "ended");
  assert.equal(sent.camera, null);
  assert.equal(mic?.readyState, "live");
  assert.equal(mic?.enabled, false);
  assert.deepEqual([local.flags.value.mic, local.flags.value.camera], [false, false]);
  await media.set("mic", true);
  assert.equal(local.tracks.value.mic, mic, "the same microphone speaks again");
});

Deno.test("any storm of presses ends in the state of the last one", async () => {
  const random = seeded(3);
  const { local, sent, media, devices } = setUp();
  for (let round = 0; round < 100; round++) {
    const last = { mic: false, camera: false };
    for (let press = 0; press < 5; press++) {
      const kind = pick(random, ["mic", "camera"] as const);
      last[kind] = random() < 0.5;
      void media.set(kind, last[kind]);
      if (random() < 0.3) await Promise.resolve();
    }
    await Promise.all([media.set("mic", last.mic), media.set("camera", last.camera)]);
    assert.deepEqual([local.flags.value.mic, local.flags.value.camera], [last.mic, last.camera]);
    assert.equal(sent.camera, local.tracks.value.camera);
  }
  const live = devices.opened.filter(({ track }) => track.readyState === "live");
  const held = Object.values(local.tracks.value).filter((track) => track !== null);
  assert.equal(live.length, held.length, "no device is left open by accident");
});

Deno.test("choose() switches the open device and remembers it", async () => {
  const { local, devices, media, savedState } = setUp();
  await media.start({ mic: false, camera: true });
  const before = local.tracks.value.camera;
  await media.choose("camera", "cam-2");
  assert.equal(before?.readyState, "ended");
  assert.equal(devices.opened.at(-1)?.deviceId, "cam-2");
  assert.equal(savedState.devices().camera, "cam-2");
});

Deno.test("a remembered device that is gone gives way to the default one", async () => {
  const { local, devices, media } = setUp();
  await media.choose("camera", "cam-9");
  await media.set("camera", true);
  assert.equal(local.flags.value.camera, true);
  assert.equal(devices.opened.at(-1)?.deviceId, undefined);
  assert.equal(local.chosen.value.camera, undefined);
});

Deno.test("when the used device disappears the next one takes over", async () => {
  const { local, devices, media } = setUp();
  await media.start({ mic: true, camera: true });
  const first = devices.opened.find(({ kind }) => kind === "mic");
  if (first) unplug(first.track);
  await settled();
  assert.equal(local.flags.value.mic, true);
  assert.notEqual(local.tracks.value.mic, first?.track);
  assert.deepEqual(local.problems.value, {});
});

Deno.test("a muted microphone that disappears does not come back open", async () => {
  const { local, devices, media } = setUp();
  await media.start({ mic: true, camera: false });
  await media.set("mic", false);
  const first = devices.opened[0];
  if (first) unplug(first.track);
  await settled();
  assert.equal(local.flags.value.mic, false);
  await media.set("mic", true);
  assert.equal(local.flags.value.mic, true);
});

Deno.test("the last camera's loss is told, and the call goes on without it", async () => {
  const { local, devices, sent, media } = setUp();
  await media.start({ mic: true, camera: true });
  devices.failures.camera = named("NotFoundError");
  const camera = devices.opened.find(({ kind }) => kind === "camera");
  if (camera) unplug(camera.track);
  await settled();
  assert.deepEqual(local.problems.value, { camera: "lost" });
  assert.equal(sent.camera, null);
  assert.equal(local.flags.value.mic, true);
});

Deno.test("stop() releases every device", async () => {
  const { devices, local, media } = setUp();
  await media.start({ mic: true, camera: true });
  media.stop();
  assert.ok(devices.opened.every(({ track }) => track.readyState === "ended"));
  assert.deepEqual([local.flags.value.mic, local.flags.value.camera], [false, false]);
});

Deno.test("a chosen device that is gone gives way to the default one, and that is told", async () => {
  const { media, savedState, notifications, local } = setUp();
  savedState.setDevice("camera", "cam-gone");
  await media.choose("camera", "cam-gone");
  await media.set("camera", true);
  assert.equal(local.flags.value.camera, true);
  assert.deepEqual(notifications, [{ kind: "defaultDevice", device: "camera" }]);
});

Deno.test("a device that is plugged in is told of, names that only appear are not", async () => {
  const { devices, media, notifications } = setUp();
  await media.survey();
  devices.ids.push("cam-3");
  devices.change();
  await settled();
  assert.deepEqual(notifications, [
    { kind: "newDevice", device: "camera", id: "cam-3", label: "label of cam-3" },
  ]);
});

Deno.test("flip() takes the camera on the other side, and back", async () => {
  const { devices, local, media, sent } = setUp();
  await media.set("camera", true);
  assert.equal(local.facing.value, null);
  await media.flip();
  assert.equal(local.facing.value, "environment");
  assert.equal(sent.camera, local.tracks.value.camera, "the line sends the new one");
  await media.flip();
  assert.equal(local.facing.value, "user");
  assert.equal(devices.opened.length, 3);
});

Deno.test("another way to open the microphone opens it anew", async () => {
  const { devices, media, noise } = setUp();
  await media.set("mic", true);
  await media.reopen("mic");
  assert.equal(devices.opened.length, 1, "nothing has changed");
  noise.on = false;
  await media.reopen("mic");
  assert.equal(devices.opened.length, 2);
  noise.music = true;
  await media.reopen("mic");
  assert.equal(devices.opened.length, 3);
});

Deno.test("for music the browser takes nothing out of the microphone, and gives both channels", async () => {
  const asked: MediaTrackConstraints[] = [];
  const mediaDevices = {
    getUserMedia({ audio }: { audio: MediaTrackConstraints }) {
      asked.push(audio);
      return Promise.resolve({ getTracks: () => [fakeTrack("audio", "mic")] });
    },
  };
  Object.defineProperty(navigator, "mediaDevices", { value: mediaDevices, configurable: true });
  try {
    await browserDevices.open("mic", { noise: true, music: true });
    await browserDevices.open("mic", { noise: true });
    await browserDevices.open("mic", {});
  } finally {
    Reflect.deleteProperty(navigator, "mediaDevices");
  }
  const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  assert.deepEqual(asked[0], { ...off, voiceIsolation: false, channelCount: { ideal: 2 } });
  const on = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  assert.deepEqual(asked.slice(1), Array(2).fill({ ...on, voiceIsolation: true }));
});

Deno.test("when a refusal is taken back, the help goes and the device opens", async () => {
  const { devices, local, media } = setUp();
  devices.failures.camera = named("NotAllowedError", "Permission denied");
  await media.start({ mic: false, camera: true });
  assert.equal(local.problems.value.camera, "denied");
  delete devices.failures.camera;
  devices.permission = () => Promise.resolve("granted");
  devices.allow();
  await settled();
  assert.deepEqual(local.problems.value, {});
  assert.equal(local.flags.value.camera, true);
});

Deno.test("what the system holds back is told as paused, and others get nothing of it until it is back", async () => {
  const { clock, local, media } = setUp();
  await media.start({ mic: true, camera: true });
  const { mic, camera } = local.tracks.value;
  assert.ok(mic && camera);
  holdBack(mic, true);
  clock.advance(PAUSE_MS - 1);
  assert.deepEqual(local.problems.value, {}, "not yet");
  holdBack(camera, true);
  clock.advance(1);
  assert.deepEqual(local.problems.value, { mic: "paused" });
  clock.advance(PAUSE_MS);
  assert.deepEqual(local.problems.value, { mic: "paused", camera: "paused" });
  assert.deepEqual([local.live.value.mic, local.live.value.camera], [false, false]);
  assert.deepEqual([local.flags.value.mic, local.flags.value.camera], [true, true]);
  holdBack(camera, false);
  holdBack(mic, false);
  assert.deepEqual(local.problems.value, {});
  assert.deepEqual([local.live.value.mic, local.live.value.camera], [true, true]);
});

Deno.test("a pause is nobody's problem while it is short, or while the device is off", async () => {
  const { clock, local, media } = setUp();
  await media.start({ mic: true, camera: true });
  const { mic, camera } = local.tracks.value;
  assert.ok(mic && camera);
  holdBack(camera, true);
  clock.advance(PAUSE_MS / 2);
  holdBack(camera, false);
  clock.advance(PAUSE_MS);
  assert.deepEqual(local.problems.value, {});
  holdBack(mic, true);
  holdBack(camera, true);
  clock.advance(PAUSE_MS);
  await media.set("mic", false);
  await media.set("camera", false);
  assert.deepEqual(local.problems.value, {});
  await media.set("mic", true);
  assert.deepEqual(local.problems.value, { mic: "paused" }, "it is still held back");
  await media.set("camera", true);
  assert.equal(local.problems.value.camera, undefined, "another track gives");
});
