// The own devices as a person switches them: what is wanted is remembered for the next visit.
import type { Slot } from "../../protocol/slots.ts";
import type { SavedState } from "../saved_state.ts";
import type { CallModel } from "../model.ts";
import type { Notification } from "../notifications/notification.ts";
import type { DeviceKind, Ports } from "../ports.ts";
import type { Preferences } from "../preferences.ts";
import { LocalMedia } from "./local_media.ts";
import { ScreenShare } from "./screen_share.ts";

export interface OwnDevicesOptions {
  ports: Ports;
  local: CallModel["local"];
  savedState: SavedState;
  preferences: Preferences;
  notify(notice: Notification): void;
  onTrack(slot: Slot, track: MediaStreamTrack | null): void;
}

/** Microphone, camera and screen of this person. */
export class OwnDevices {
  readonly media: LocalMedia;
  readonly #screen: ScreenShare;
  readonly #options: OwnDevicesOptions;

  constructor(options: OwnDevicesOptions) {
    const { ports, local, savedState, preferences, notify, onTrack } = options;
    const noise = () => preferences.settings.value.noise;
    this.#options = options;
    this.media = new LocalMedia({ ports, local, savedState, noise, notify, onTrack });
    this.#screen = new ScreenShare({ ports, local, onTrack });
  }

  /** What a visit begins with. */
  get wanted(): Record<"mic" | "camera", boolean> {
    const { savedState, preferences } = this.#options;
    const { joinMuted } = preferences.settings.value;
    return { mic: savedState.wants("mic") && !joinMuted, camera: savedState.wants("camera") };
  }

  /** Asks for camera and microphone, as far as the person wants them. */
  async start(): Promise<void> {
    await this.media.start(this.wanted);
  }

  /** "Start video": the camera for sure, and the microphone as the person left it. */
  async startVideo(): Promise<void> {
    this.#options.savedState.setWants("camera", true);
    await this.media.start({ ...this.wanted, camera: true });
  }

  /** Without `on` to the opposite of what is. */
  async toggle(kind: "mic" | "camera", on?: boolean): Promise<void> {
    on ??= !this.#options.local.flags.value[kind];
    this.#options.savedState.setWants(kind, on);
    await this.media.set(kind, on);
  }

  async toggleScreen(on?: boolean): Promise<void> {
    if (on ?? !this.#options.local.flags.value.screen) await this.#screen.start();
    else this.stopScreen();
  }

  async choose(kind: DeviceKind, id: string): Promise<void> {
    await this.media.choose(kind, id);
  }

  /** Because somebody else decided so: what the person wants is not forgotten. */
  switchOff(kind: "mic" | "camera" | "screen"): void {
    if (kind === "screen") this.stopScreen();
    else void this.media.set(kind, false);
  }

  stopScreen(): void {
    this.#screen.stop();
  }
}
