// The own devices as a person switches them: what is wanted is remembered for the next visit.
import type { Slot } from "../../protocol/slots.ts";
import type { Memory } from "../memory.ts";
import type { CallModel } from "../model.ts";
import type { Notice } from "../notices/notice.ts";
import type { DeviceKind, Ports } from "../ports.ts";
import type { Preferences } from "../preferences.ts";
import { LocalMedia } from "./local_media.ts";
import { Screen } from "./screen.ts";

export interface OwnDevicesOptions {
  ports: Ports;
  local: CallModel["local"];
  memory: Memory;
  preferences: Preferences;
  notify(notice: Notice): void;
  onTrack(slot: Slot, track: MediaStreamTrack | null): void;
}

/** Microphone, camera and screen of this person. */
export class OwnDevices {
  readonly media: LocalMedia;
  readonly #screen: Screen;
  readonly #options: OwnDevicesOptions;

  constructor(options: OwnDevicesOptions) {
    const { ports, local, memory, preferences, notify, onTrack } = options;
    const noise = () => preferences.settings.value.noise;
    this.#options = options;
    this.media = new LocalMedia({ ports, local, memory, noise, notify, onTrack });
    this.#screen = new Screen({ ports, local, onTrack });
  }

  /** What a visit begins with. */
  get wanted(): Record<"mic" | "camera", boolean> {
    const { memory, preferences } = this.#options;
    const { joinMuted } = preferences.settings.value;
    return { mic: memory.wants("mic") && !joinMuted, camera: memory.wants("camera") };
  }

  /** Asks for camera and microphone, as far as the person wants them. */
  async start(): Promise<void> {
    await this.media.start(this.wanted);
  }

  /** "Start video": the camera for sure, and the microphone as the person left it. */
  async startVideo(): Promise<void> {
    this.#options.memory.setWants("camera", true);
    await this.media.start({ ...this.wanted, camera: true });
  }

  /** Without `on` to the opposite of what is. */
  async toggle(kind: "mic" | "camera", on?: boolean): Promise<void> {
    on ??= !this.#options.local.flags.value[kind];
    this.#options.memory.setWants(kind, on);
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
