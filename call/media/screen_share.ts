// Sharing the screen: start, stop, and the browser's own stop bar.
import { deviceProblem, withProblem } from "./device_problem.ts";
import type { MediaState } from "./media_state.ts";
import type { Ports } from "../ports.ts";
import { attempt } from "../safe_ports.ts";

export interface ScreenShareOptions {
  ports: Pick<Ports, "devices" | "onError">;
  local: MediaState;
  onTrack(slot: "screen" | "screenAudio", track: MediaStreamTrack | null): void;
}

/** Own shared screen, with its sound where the browser gives it. */
export class ScreenShare {
  #options: ScreenShareOptions;
  /** Counts the times that it was stopped: what was picked after that is not wanted. */
  #stops = 0;

  constructor(options: ScreenShareOptions) {
    this.#options = options;
  }

  /** Lets the person pick a screen. Closing the picker is no error: nothing happens. */
  async start(): Promise<void> {
    const { local, ports } = this.#options;
    if (local.tracks.value.screen || local.opening.value.screen) return;
    local.opening.value = { ...local.opening.value, screen: true };
    const stops = this.#stops;
    try {
      const { video, audio } = await ports.devices.openScreen();
      if (stops !== this.#stops) {
        video.stop();
        audio?.stop();
        return;
      }
      // Text matters more than motion: keep the pixels, drop frames (W3C mst-content-hint).
      video.contentHint = "detail";
      video.addEventListener("ended", () => this.#onEnded(video));
      this.#set(video, audio);
      this.#report(null);
    } catch (error) {
      const problem = deviceProblem(error, "prompt");
      if (stops !== this.#stops) return;
      if (problem === "failed") ports.onError(error);
      this.#report(problem === "denied" || problem === "dismissed" ? null : problem);
    } finally {
      local.opening.value = { ...local.opening.value, screen: false };
    }
  }

  stop(): void {
    this.#stops++;
    const { screen, screenAudio } = this.#options.local.tracks.value;
    if (!screen) return;
    screen.stop();
    screenAudio?.stop();
    this.#set(null, null);
  }

  #onEnded(track: MediaStreamTrack): void {
    if (this.#options.local.tracks.value.screen === track) this.stop();
  }

  #set(screen: MediaStreamTrack | null, screenAudio: MediaStreamTrack | null): void {
    const { local, onTrack, ports } = this.#options;
    local.tracks.value = { ...local.tracks.value, screen, screenAudio };
    for (const [slot, track] of [["screen", screen], ["screenAudio", screenAudio]] as const) {
      attempt(() => onTrack(slot, track), undefined, ports.onError); // no fault of the device
    }
  }

  #report(problem: ReturnType<typeof deviceProblem> | null): void {
    const { problems } = this.#options.local;
    problems.value = withProblem(problems.value, "screen", problem);
  }
}
