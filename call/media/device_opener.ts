// Opens the device that a person chose, or the next best one.
import { GoneAtOnce } from "./device_problem.ts";
import type { MediaState } from "./media_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { Devices, Facing, OpenOptions } from "../ports.ts";

export interface DeviceOpenerOptions {
  devices: Devices;
  local: MediaState;
  /** What is to be taken out of the voice; read when the microphone is opened. */
  sound(): Pick<OpenOptions, "noise" | "music">;
  notify(notification: Notification): void;
}

/** Knows how a microphone or a camera is to be opened. */
export class DeviceOpener {
  #options: DeviceOpenerOptions;
  #facing: Facing | undefined;

  constructor(options: DeviceOpenerOptions) {
    this.#options = options;
  }

  /** How a device would be opened now, as one word: when it changes, the device is opened anew. */
  how(kind: "mic" | "camera"): string {
    const { local, sound } = this.#options;
    const how = kind === "mic" ? JSON.stringify(sound()) : this.#facing;
    return [local.chosen.value[kind], how].join();
  }

  /**
   * The chosen device; if it is not there any more, the default one, unless the visit is over by then.
   * Throws as the browser does.
   */
  async open(kind: "mic" | "camera", isWanted: () => boolean): Promise<MediaStreamTrack> {
    const { local, notify } = this.#options;
    const deviceId = local.chosen.value[kind];
    const how = this.#plain(kind);
    if (deviceId === undefined) return await this.#open(kind, how);
    try {
      return await this.#open(kind, { ...how, deviceId });
    } catch (error) {
      const isFinal = !(error instanceof Error) || error.name === "NotAllowedError";
      if (isFinal || !isWanted()) throw error;
      this.#forget(kind);
      const track = await this.#open(kind, how);
      notify({ kind: "defaultDevice", device: kind });
      return track;
    }
  }

  /** A track that has ended already will not say so any more. */
  async #open(kind: "mic" | "camera", how: OpenOptions): Promise<MediaStreamTrack> {
    const track = await this.#options.devices.open(kind, how);
    if (track.readyState === "ended") throw new GoneAtOnce();
    return track;
  }

  /** From now on the camera on the other side of the phone. */
  flip(): void {
    this.#facing = this.#options.local.facing.value === "environment" ? "user" : "environment";
    this.#forget("camera");
  }

  /** A camera was chosen by name: which way it looks does not matter any more. */
  forgetFacing(): void {
    this.#facing = undefined;
  }

  #plain(kind: "mic" | "camera"): OpenOptions {
    if (kind === "mic") return this.#options.sound();
    return this.#facing ? { facing: this.#facing } : {};
  }

  #forget(kind: "mic" | "camera"): void {
    const { local } = this.#options;
    const { [kind]: _gone, ...rest } = local.chosen.value;
    local.chosen.value = rest;
  }
}

/** Which way a camera looks, if it knows: those of computers do not. */
export function facingOf(track: MediaStreamTrack): Facing | null {
  const { facingMode } = track.getSettings();
  return facingMode === "user" || facingMode === "environment" ? facingMode : null;
}
