// A device that is open and gives nothing: somebody else holds it back for a while. That is a call on
// the phone, another program in front, the browser's own switch, or a camera that hangs.
import type { CallModel } from "../model.ts";
import type { Clock } from "../ports.ts";
import { withProblem } from "./device_problem.ts";

type Kind = "mic" | "camera";

/** A shorter pause is none: a track may begin with one, and a busy computer makes them. */
export const PAUSE_MS = 1_000;

/**
 * Reports a device as paused when its track has given nothing for {@link PAUSE_MS}, until it gives
 * again (`muted` of W3C mediacapture-streams, section 4.3.1: nothing that a page does changes it).
 */
export class Pauses {
  readonly #local: CallModel["local"];
  readonly #clock: Pick<Clock, "after">;
  readonly #paused = new Map<Kind, MediaStreamTrack>();

  constructor({ local, clock }: { local: CallModel["local"]; clock: Pick<Clock, "after"> }) {
    this.#local = local;
    this.#clock = clock;
  }

  watch(kind: Kind, track: MediaStreamTrack): void {
    let cancel = () => {};
    const note = () => {
      if (this.#local.tracks.value[kind] !== track) return; // it was given back
      if (track.muted) this.#paused.set(kind, track);
      else this.#paused.delete(kind);
      this.report(kind);
    };
    const look = () => {
      cancel();
      if (track.muted) cancel = this.#clock.after(PAUSE_MS, note);
      else note();
    };
    track.addEventListener("mute", look);
    track.addEventListener("unmute", look);
    if (track.muted) look();
  }

  /** A pause is a problem of a device that is on; to be called when it was switched, too. */
  report(kind: Kind): void {
    const { flags, problems, tracks } = this.#local;
    const track = tracks.value[kind];
    const paused = track !== null && this.#paused.get(kind) === track && flags.value[kind];
    if (!paused && problems.value[kind] !== "paused") return;
    problems.value = withProblem(problems.value, kind, paused ? "paused" : null);
  }
}
