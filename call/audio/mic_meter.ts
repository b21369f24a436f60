// Measures the own microphone, on this device only: how loud it is, and what is wrong with it.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { MediaState } from "../media/media_state.ts";
import type { Notification } from "../notifications/notification.ts";
import type { Meter, Ports } from "../ports.ts";
import type { Preferences } from "../preferences.ts";
import { Scope } from "../scope.ts";
import type { View } from "../view.ts";
import { deadMicrophone, type Detector, QUIET, talkingWhileMuted } from "./mic_problems.ts";

export interface MicMeterOptions {
  local: View<MediaState>;
  preferences: Preferences;
  audio: Ports["audio"];
  page: Pick<Ports["page"], "visible">;
  notify(notification: Notification): void;
}

/** The meter of the microphone that is open. */
export class MicMeter {
  readonly #options: MicMeterOptions;
  readonly #scope = new Scope();
  #meter: Meter | null = null;
  #measured: MediaStreamTrack | null = null;
  #level = signal(0);
  #muted: Detector = QUIET;
  #dead: Detector = QUIET;

  constructor(options: MicMeterOptions) {
    this.#options = options;
    const { local, preferences } = options;
    this.#scope.watch(() => {
      const { mic } = local.tracks.value;
      return local.micOn.value || preferences.settings.value.mutedHint ? mic : null;
    }, (mic) => this.#measure(mic));
  }

  dispose(): void {
    this.#scope.dispose();
    this.#measure(null);
  }

  /** Loudness at the last sample: an amplitude from 0 to 1. */
  get level(): ReadonlySignal<number> {
    return this.#level;
  }

  /** Reads the meter; to be called ten times a second while anybody cares. */
  sample(): number {
    return this.#level.value = this.#meter?.level() ?? 0;
  }

  /** Whether something is wrong, after each `sample()` during a call. */
  check(now: number): void {
    const { local, page, preferences, notify } = this.#options;
    if (!this.#meter) return;
    const on = local.micOn.value;
    const moment = { now, level: this.#level.value, on };
    const muted = talkingWhileMuted(this.#muted, moment);
    this.#muted = muted.detector;
    if (muted.hint && preferences.settings.value.mutedHint) notify({ kind: "mutedTalk" });
    const listening = this.#meter.running && page.visible;
    const dead = deadMicrophone(this.#dead, {
      ...moment,
      on: local.live.value.mic, // of one that is held back something better is told
      listening,
    });
    this.#dead = dead.detector;
    if (dead.hint) notify({ kind: "silentMic" });
  }

  #measure(track: MediaStreamTrack | null): void {
    if (track === this.#measured) return;
    this.#meter?.close();
    this.#measured = track;
    this.#meter = track && this.#options.audio.meter(track);
    this.#dead = { ...this.#dead, since: null, heard: false };
  }
}
