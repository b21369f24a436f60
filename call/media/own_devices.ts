// The own devices as a person switches them; the choice is remembered for the next visit.
import type { Slot } from "../../protocol/slots.ts";
import type { SavedState } from "../saved_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { DeviceKind, Ports } from "../ports.ts";
import type { Preferences } from "../preferences.ts";
import { LocalMedia } from "./local_media.ts";
import { MediaState } from "./media_state.ts";
import { ScreenShare } from "./screen_share.ts";

export interface OwnDevicesOptions {
  ports: Ports;
  savedState: SavedState;
  preferences: Preferences;
  notify(notification: Notification): void;
  onTrack(slot: Slot, track: MediaStreamTrack | null): void;
}

/** Microphone, camera, screen and speaker of this person. */
export class OwnDevices extends MediaState {
  readonly #media: LocalMedia;
  readonly #screen: ScreenShare;
  readonly #options: OwnDevicesOptions;

  constructor(options: OwnDevicesOptions) {
    super();
    const sound = () => {
      const { noise, music } = options.preferences.settings.value;
      return { noise, music };
    };
    this.#options = options;
    this.#media = new LocalMedia({ ...options, local: this, sound });
    this.#screen = new ScreenShare({ ...options, local: this });
  }

  /** Finds out what this page may do and which devices there are; the person is asked nothing. */
  async survey(): Promise<void> {
    await this.#media.survey();
  }

  /** What the person usually has on, as far as the browser opens it without a question. */
  async allowed(): Promise<Record<"mic" | "camera", boolean>> {
    const { devices } = this.#options.ports;
    const isGranted = async (kind: "mic" | "camera") =>
      await devices.permission(kind) === "granted";
    const [mic, camera] = await Promise.all([isGranted("mic"), isGranted("camera")]);
    const { mic: wantsMic, camera: wantsCamera } = this.#wanted;
    return { mic: wantsMic && mic, camera: wantsCamera && camera };
  }

  /** Opens these devices; if not said otherwise, those that the person usually has on. */
  async start(wanted: Record<"mic" | "camera", boolean> = this.#wanted): Promise<void> {
    await this.#media.start(wanted);
  }

  /** "Start video": opens the camera, and the microphone if the person usually has it on. */
  async startVideo(): Promise<void> {
    this.#options.savedState.setWants("camera", true);
    await this.#media.start({ ...this.#wanted, camera: true });
  }

  /** Switches a device on or off, for this visit and the next; without `on` to the opposite. */
  async toggle(kind: "mic" | "camera", on?: boolean): Promise<void> {
    on ??= !this.flags.value[kind];
    this.#options.savedState.setWants(kind, on);
    await this.#media.set(kind, on);
  }

  async toggleScreen(on?: boolean): Promise<void> {
    if (on ?? !this.flags.value.screen) await this.#screen.start();
    else this.#screen.stop();
  }

  /** Push-to-talk: the microphone is on while this is, and then again as it was before. */
  async hold(on: boolean): Promise<void> {
    await this.#media.hold(on);
  }

  /** Push-to-mute: the microphone is off while this is, and then again as it was before. */
  async hush(on: boolean): Promise<void> {
    await this.#media.hush(on);
  }

  /** Opens the camera on the other side of a phone. */
  async flip(): Promise<void> {
    await this.#media.flip();
  }

  /** Uses another device from now on, and remembers it. */
  async choose(kind: DeviceKind, id: string): Promise<void> {
    await this.#media.choose(kind, id);
  }

  /** A speaker could not be used: from now on everything is played on the default one. */
  noteFailedSpeaker(id: string): void {
    this.#media.choices.noteFailedSpeaker(id);
  }

  /** Whether the browser takes noise out of the own voice; an open microphone is reopened at once. */
  setNoise(on: boolean): void {
    this.#options.preferences.set("noise", on);
    void this.#media.reopen("mic");
  }

  /** Whether the microphone is for music: nothing is taken out of it, and it is stereo. */
  setMusic(on: boolean): void {
    this.#options.preferences.set("music", on);
    void this.#media.reopen("mic");
  }

  /** Plays a sound on the chosen speaker, so that the person hears whether it works. */
  testSound(): void {
    this.#options.ports.audio.play("test", this.speaker.value);
  }

  /** Because somebody else decided so: what the person usually has on stays remembered. */
  switchOff(kind: "mic" | "camera" | "screen"): void {
    if (kind === "screen") this.#screen.stop();
    else void this.#media.set(kind, false);
  }

  stopScreen(): void {
    this.#screen.stop();
  }

  /** Releases all devices. */
  stop(): void {
    this.#media.stop();
  }

  dispose(): void {
    this.#screen.stop();
    this.#media.dispose();
  }

  get #wanted(): Record<"mic" | "camera", boolean> {
    const { savedState, preferences } = this.#options;
    const { joinMuted } = preferences.settings.value;
    return { mic: savedState.wants("mic") && !joinMuted, camera: savedState.wants("camera") };
  }
}
