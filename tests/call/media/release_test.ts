// Hanging up closes every device, whatever the connections make of it.
import assert from "node:assert/strict";
import { LocalMedia } from "@/call/media/local_media.ts";
import { MediaState } from "@/call/media/media_state.ts";
import { ScreenShare } from "@/call/media/screen_share.ts";
import { SavedState } from "@/call/saved_state.ts";
import { fakeClock, fakeDevices, fakeStore } from "../../fakes/ports.ts";

Deno.test("camera, microphone and screen are closed, also where the connections throw", async () => {
  const local = new MediaState();
  const errors: unknown[] = [];
  const options = {
    ports: {
      devices: fakeDevices(),
      clock: fakeClock(),
      onError: (error: unknown) => errors.push(error),
    },
    local,
    savedState: new SavedState(fakeStore()),
    sound: () => ({ noise: true }),
    notify: () => {},
    onTrack: () => {
      throw new Error("a connection is gone");
    },
  };
  const media = new LocalMedia(options);
  const screen = new ScreenShare(options);
  await media.start({ mic: true, camera: true });
  await screen.start();
  const { mic, camera, screen: shared } = local.tracks.value;
  const states = () => [mic, camera, shared].map((track) => track?.readyState);
  assert.deepEqual(states(), ["live", "live", "live"]);
  screen.stop();
  media.stop();
  assert.deepEqual(states(), ["ended", "ended", "ended"]);
  assert.deepEqual(local.problems.value, {}, "no fault of the devices");
  assert.ok(errors.length > 0);
});
