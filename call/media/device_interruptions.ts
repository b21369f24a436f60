// A device that is open and gives nothing: somebody else holds it back for a while. That is a call on
// the phone, another program in front, the browser's own switch, or a camera that hangs.
import type { MediaState } from "./media_state.ts";
import type { Clock } from "../ports.ts";

type Kind = "mic" | "camera";

/** A shorter pause is none: a track may begin with one, and a busy computer makes them. */
export const PAUSE_MS = 1_000;

/** So often it is looked whether a track ended without saying so, in milliseconds. */
export const LOOK_MS = 1_000;

export interface DeviceInterruptionsOptions {
  local: Pick<MediaState, "flags" | "problems" | "tracks">;
  clock: Pick<Clock, "after">;
  /** "paused", or null when that is over. */
  tell(kind: Kind, problem: "paused" | null): void;
  /** The device is gone: unplugged, or taken away. */
  onEnded(kind: Kind, track: MediaStreamTrack): void;
}

/**
 * Tells of a device as paused when its track has given nothing for {@link PAUSE_MS}, until it gives
 * again (`muted` of W3C mediacapture-streams, section 4.3.1: nothing that a page does changes it).
 */
export class DeviceInterruptions {
  readonly #options: DeviceInterruptionsOptions;
  readonly #paused = new Map<Kind, MediaStreamTrack>();

  constructor(options: DeviceInterruptionsOptions) {
    this.#options = options;
  }

  watch(kind: Kind, track: MediaStreamTrack): void {
    const { clock, local } = this.#options;
    let cancel = () => {};
    const note = () => {
      if (local.tracks.value[kind] !== track) return; // it was given back
      if (track.muted) this.#paused.set(kind, track);
      else this.#paused.delete(kind);
      this.check(kind);
    };
    const look = () => {
      cancel();
      if (track.muted) cancel = clock.after(PAUSE_MS, note);
      else note();
    };
    track.addEventListener("mute", look);
    track.addEventListener("unmute", look);
    if (track.muted) look();
    track.addEventListener("ended", () => this.#options.onEnded(kind, track));
    this.#lookForEnd(kind, track);
  }

  /** Firefox may end a track without a word when its device was opened again just as it was closed. */
  #lookForEnd(kind: Kind, track: MediaStreamTrack): void {
    const { clock, local, onEnded } = this.#options;
    clock.after(LOOK_MS, () => {
      if (local.tracks.value[kind] !== track) return;
      if (track.readyState === "ended") onEnded(kind, track);
      else this.#lookForEnd(kind, track);
    });
  }

  /** A pause is a problem of a device that is on; to be called when it was switched, too. */
  check(kind: Kind): void {
    const { local: { flags, problems, tracks }, tell } = this.#options;
    const track = tracks.value[kind];
    const paused = track !== null && this.#paused.get(kind) === track && flags.value[kind];
    if (paused !== (problems.value[kind] === "paused")) tell(kind, paused ? "paused" : null);
  }
}
