// All ports of this browser together: what a call is given on a real page.
import type { Ports } from "../ports.ts";
import { browserAudio } from "./audio.ts";
import { browserClock } from "./clock.ts";
import { browserDevices } from "./devices.ts";
import { browserPage } from "./page.ts";
import { browserRecording } from "./recording/recording_port.ts";
import { browserRtc } from "./rtc.ts";
import { browserStore } from "./store.ts";
import { browserSignalingClient } from "./signaling_client.ts";

export { keepAddress } from "./keep_address.ts";

const onError = (error: unknown) => console.error(error);

/** Everything a `Call` needs, once per page. */
export function browserPorts(): Ports {
  return {
    signaling: browserSignalingClient(browserClock, onError),
    rtc: browserRtc(),
    devices: browserDevices,
    store: browserStore(),
    clock: browserClock,
    secrets: {
      subtle: crypto.subtle ?? null,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    },
    page: browserPage,
    audio: browserAudio(),
    files: async () => (await import("./files.ts")).browserFiles(),
    recording: browserRecording,
    onError,
  };
}
