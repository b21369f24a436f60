// What the tabs of the settings are given.
import type { ReadonlySignal } from "@preact/signals";
import type { DeviceChoice, DeviceKind, Settings } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

/** What the tabs show and change. */
export interface SettingsProps {
  settings: Readonly<Settings>;
  /** Changes one setting and remembers it. */
  onSet<K extends keyof Settings>(name: K, value: Settings[K]): void;
  /** Switches the noise suppression, also of an open microphone. */
  onNoise(on: boolean): void;
  /** Switches the music mode, also of an open microphone. */
  onMusic(on: boolean): void;
  /** The devices of each kind. */
  choices: Readonly<Record<DeviceKind, readonly DeviceChoice[]>>;
  /** Id of the chosen device of each kind. */
  chosen: Readonly<Partial<Record<DeviceKind, string>>>;
  /** Whether a page may choose where sound comes out. */
  canChooseSpeaker: boolean;
  onChoose(kind: DeviceKind, id: string): void;
  /** Plays a sound on the chosen speaker. */
  onTestSound(): void;
  /** Amplitude of the own microphone, 0 to 1. */
  level: ReadonlySignal<number>;
  /** The open camera; null while there is none. */
  camera: MediaStreamTrack | null;
  /** Whether the camera looks away from the user: its picture is never mirrored. */
  isRearCamera: boolean;
  /** Opens the list of all keys. */
  onOpenKeys(): void;
  t: T;
}
