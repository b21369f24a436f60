// What is known of this person's own devices.
import { computed, signal } from "@preact/signals-core";
import type { MediaFlags } from "../../protocol/slots.ts";
import type { LocalTracks } from "../transport/tracks.ts";
import type { DeviceChoice, DeviceKind, Devices, Facing } from "../ports.ts";
import type { DeviceProblems } from "./device_problem.ts";

/** `LocalMedia` and `ScreenShare` alone write here. */
export class MediaState {
  readonly tracks = signal<LocalTracks>({
    mic: null,
    camera: null,
    screen: null,
    screenAudio: null,
  });
  /** The microphone may be open and muted; then the track exists and this is false. */
  readonly micOn = signal(false);
  readonly problems = signal<DeviceProblems>({});
  /** Devices that are being opened right now: the button shows it. */
  readonly opening = signal<Readonly<Record<"mic" | "camera" | "screen", boolean>>>({
    mic: false,
    camera: false,
    screen: false,
  });
  readonly choices = signal<Record<DeviceKind, DeviceChoice[]>>({
    mic: [],
    camera: [],
    speaker: [],
  });
  readonly chosen = signal<Partial<Record<DeviceKind, string>>>({});
  /** A speaker that the browser could not use; null while there is none. */
  readonly failedSpeaker = signal<string | null>(null);
  /**
   * Where everything is played: the chosen speaker as long as it is plugged in, else "" for the
   * default one; undefined while none was ever chosen.
   */
  readonly speaker = computed(() => {
    const { value: { speaker: id } } = this.chosen;
    const listed = this.choices.value.speaker;
    if (id === undefined) return undefined;
    const isGone = listed.length > 0 && !listed.some((choice) => choice.id === id);
    return isGone || this.failedSpeaker.value === id ? "" : id;
  });
  /** Which way the open camera looks; null if it does not know. */
  readonly facing = signal<Facing | null>(null);
  /** Whether this page may have devices at all. */
  readonly support = signal<Devices["support"]>("ok");
  readonly canShareScreen = signal(true);
  /** Whether a page may choose where sound is played. */
  readonly canChooseSpeaker = signal(true);
  /** What is switched on here. */
  readonly flags = computed<MediaFlags>(() => {
    const { mic, camera, screen, screenAudio } = this.tracks.value;
    return {
      mic: mic !== null && this.micOn.value,
      camera: camera !== null,
      screen: screen !== null,
      screenAudio: screenAudio !== null,
    };
  });
  /** What of it others get: nothing of a device that is interrupted. */
  readonly live = computed<MediaFlags>(() => {
    const { mic, camera } = this.problems.value;
    const on = this.flags.value;
    return { ...on, mic: on.mic && mic !== "paused", camera: on.camera && camera !== "paused" };
  });
}
