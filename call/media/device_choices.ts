// Which devices there are to choose from, and what follows when one comes or fails.
import type { Ports } from "../ports.ts";
import type { SavedState } from "../saved_state.ts";
import { newDevices } from "./device_changes.ts";
import type { DeviceOpenerOptions } from "./device_opener.ts";
import { noteSpeakers, takeBack } from "./device_return.ts";
import type { MediaState } from "./media_state.ts";

export interface DeviceChoicesOptions {
  ports: Pick<Ports, "devices" | "onError">;
  savedState: SavedState;
  local: MediaState;
  notify: DeviceOpenerOptions["notify"];
}

/** Keeps `MediaState.choices`, and says what has changed. */
export class DeviceChoices {
  readonly #options: DeviceChoicesOptions;
  readonly #reopen: (kind: "mic" | "camera") => void;

  /** `reopen` is called when the device that a person had chosen is there again. */
  constructor(options: DeviceChoicesOptions, reopen: (kind: "mic" | "camera") => void) {
    this.#options = options;
    this.#reopen = reopen;
  }

  /** Reads the list of devices anew; labels come with the first permission. */
  async refresh(): Promise<void> {
    const { ports, local, notify } = this.#options;
    if (ports.devices.support !== "ok") return;
    try {
      const choices = await ports.devices.list();
      const appeared = newDevices(local.choices.value, choices);
      noteSpeakers(choices, { local, notify });
      local.choices.value = choices;
      for (const device of appeared) {
        const isBack = takeBack(device, this.#options);
        if (isBack && device.device !== "speaker") this.#reopen(device.device);
        notify(isBack ? { kind: "deviceBack", ...device } : { kind: "newDevice", ...device });
      }
    } catch (error) {
      ports.onError(error);
    }
  }

  /** A speaker refused to be used: from now on all is heard from the default one. */
  noteFailedSpeaker(id: string): void {
    const { local, notify } = this.#options;
    if (local.speaker.peek() !== id) return; // all others have said so, too
    local.failedSpeaker.value = id;
    notify({ kind: "speakerFailed" });
  }
}
