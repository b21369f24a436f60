// Own microphone and camera: start, toggle, switch, and what to do when one disappears.
import { deviceProblem } from "./device_problem.ts";
import type { Memory } from "../memory.ts";
import type { CallModel } from "../model.ts";
import type { DeviceKind, Ports } from "../ports.ts";

const KINDS = ["mic", "camera"] as const;
type Kind = typeof KINDS[number];

export interface LocalMediaOptions {
  ports: Pick<Ports, "devices" | "onError">;
  memory: Memory;
  local: CallModel["local"];
  /** A line is to send another track from now on. */
  onTrack(slot: Kind, track: MediaStreamTrack | null): void;
}

/**
 * Says what is wanted and lets the device follow: any number of quick presses ends in the state of
 * the last one. Microphone and camera never wait for each other, and a refusal of one leaves the
 * other alone.
 */
export class LocalMedia {
  #options: LocalMediaOptions;
  #wanted: Record<Kind, boolean> = { mic: false, camera: false };
  #openedAs: Record<Kind, string | undefined> = { mic: undefined, camera: undefined };
  #running: Record<Kind, Promise<void> | null> = { mic: null, camera: null };

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    const { local, ports, memory } = options;
    local.chosen.value = memory.devices();
    ports.devices.onChange(() => void this.refreshChoices());
  }

  /** Finds out what this page may do and which devices there are; asks the person nothing. */
  async survey(): Promise<void> {
    const { local, ports: { devices } } = this.#options;
    local.support.value = devices.support;
    local.canShareScreen.value = devices.canShareScreen;
    await this.refreshChoices();
  }

  /** Opens what is wanted; a device that failed before is left to a press of its own button. */
  async start(wanted: Record<Kind, boolean>): Promise<void> {
    const { local } = this.#options;
    if (local.support.value !== "ok") return;
    const kinds = KINDS.filter((kind) => wanted[kind] && !local.problems.value[kind]);
    await Promise.all(kinds.map((kind) => this.set(kind, true)));
  }

  /** Of the devices that are wanted, those that open without a question to the person. */
  async allowed(wanted: Record<Kind, boolean>): Promise<Record<Kind, boolean>> {
    const { devices } = this.#options.ports;
    const [mic, camera] = await Promise.all(KINDS.map((kind) => devices.permission(kind)));
    return {
      mic: wanted.mic && mic === "granted",
      camera: wanted.camera && camera === "granted",
    };
  }

  /**
   * Switches a device on or off. Off: the camera is released, so that its light goes out; the
   * microphone is only silenced, so that it is back within one packet.
   */
  async set(kind: Kind, on: boolean): Promise<void> {
    this.#wanted[kind] = on;
    do {
      this.#running[kind] ??= this.#settle(kind).finally(() => this.#running[kind] = null);
      await this.#running[kind];
    } while (!this.#isSettled(kind)); // pressed again just as the last run ended
  }

  /** Uses another device from now on, and remembers it. */
  async choose(kind: DeviceKind, id: string): Promise<void> {
    const { local, memory } = this.#options;
    local.chosen.value = { ...local.chosen.value, [kind]: id };
    memory.setDevice(kind, id);
    if (kind === "speaker") return;
    if (local.tracks.value[kind]) await this.set(kind, this.#wanted[kind]);
  }

  /** Reads the list of devices anew; labels come with the first permission. */
  async refreshChoices(): Promise<void> {
    const { ports, local } = this.#options;
    if (ports.devices.support !== "ok") return;
    try {
      local.choices.value = await ports.devices.list();
    } catch (error) {
      ports.onError(error);
    }
  }

  /** Releases everything. */
  stop(): void {
    for (const kind of KINDS) {
      this.#wanted[kind] = false;
      this.#release(kind);
    }
  }

  async #settle(kind: Kind): Promise<void> {
    const { local } = this.#options;
    while (!this.#isSettled(kind)) {
      if (!this.#wanted[kind]) {
        if (kind === "camera") this.#release(kind);
        else this.#setMicOn(false);
      } else if (this.#needsOpening(kind)) {
        if (!await this.#open(kind)) this.#wanted[kind] = false;
      } else {
        this.#setMicOn(true);
      }
    }
    if (kind === "mic" && !local.tracks.value.mic) this.#setMicOn(false);
  }

  #isSettled(kind: Kind): boolean {
    const { flags, tracks } = this.#options.local;
    if (flags.value[kind] !== this.#wanted[kind]) return false;
    return tracks.value[kind] === null || !this.#wanted[kind] || !this.#needsOpening(kind);
  }

  #needsOpening(kind: Kind): boolean {
    const { tracks, chosen } = this.#options.local;
    return tracks.value[kind] === null || this.#openedAs[kind] !== chosen.value[kind];
  }

  async #open(kind: Kind): Promise<boolean> {
    const { local, ports } = this.#options;
    local.opening.value = { ...local.opening.value, [kind]: true };
    this.#release(kind); // phones cannot hold two cameras at once
    try {
      const id = local.chosen.value[kind];
      const track = await this.#openChosen(kind, id);
      this.#openedAs[kind] = local.chosen.value[kind];
      this.#adopt(kind, track);
      return true;
    } catch (error) {
      const permission = await ports.devices.permission(kind);
      this.#report(kind, deviceProblem(error, permission));
      return false;
    } finally {
      local.opening.value = { ...local.opening.value, [kind]: false };
      void this.refreshChoices();
    }
  }

  /** The chosen device; if it is not there any more, the default one. */
  async #openChosen(kind: Kind, id: string | undefined): Promise<MediaStreamTrack> {
    const { devices } = this.#options.ports;
    if (id === undefined) return await devices.open(kind);
    try {
      return await devices.open(kind, id);
    } catch (error) {
      if (!(error instanceof Error) || error.name === "NotAllowedError") throw error;
      const { local } = this.#options;
      const { [kind]: _gone, ...rest } = local.chosen.value;
      local.chosen.value = rest;
      return await devices.open(kind);
    }
  }

  #adopt(kind: Kind, track: MediaStreamTrack): void {
    const { local, onTrack } = this.#options;
    track.addEventListener("ended", () => void this.#onLost(kind, track));
    local.tracks.value = { ...local.tracks.value, [kind]: track };
    if (kind === "mic") this.#setMicOn(this.#wanted.mic);
    this.#report(kind, null);
    onTrack(kind, track);
  }

  #release(kind: Kind): void {
    const { local, onTrack } = this.#options;
    const track = local.tracks.value[kind];
    if (!track) return;
    track.stop();
    local.tracks.value = { ...local.tracks.value, [kind]: null };
    onTrack(kind, null);
  }

  #setMicOn(on: boolean): void {
    const { local } = this.#options;
    const track = local.tracks.value.mic;
    if (track) track.enabled = on;
    local.micOn.value = on && track !== null;
  }

  /** Unplugged, or taken away: the next healthy device takes over, muted if this one was muted. */
  async #onLost(kind: Kind, track: MediaStreamTrack): Promise<void> {
    const { local } = this.#options;
    if (local.tracks.value[kind] !== track) return; // we stopped it ourselves
    const wasOn = local.flags.value[kind];
    this.#release(kind);
    this.#openedAs[kind] = undefined;
    local.micOn.value &&= local.tracks.value.mic !== null;
    if (!wasOn) return;
    await this.set(kind, true);
    if (!local.flags.value[kind]) this.#report(kind, "lost");
  }

  #report(kind: Kind, problem: ReturnType<typeof deviceProblem> | null): void {
    const { problems } = this.#options.local;
    const { [kind]: _old, ...rest } = problems.value;
    problems.value = problem === null ? rest : { ...rest, [kind]: problem };
  }
}
