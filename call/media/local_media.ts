// Own microphone and camera: start, toggle, switch, and what to do when one disappears.
import { DeviceChoices } from "./device_choices.ts";
import { DeviceOpener, type DeviceOpenerOptions, facingOf } from "./device_opener.ts";
import { deviceProblem, withProblem } from "./device_problem.ts";
import { DeviceInterruptions } from "./device_interruptions.ts";
import type { NewDevice } from "./device_changes.ts";
import { LostDevices } from "./lost_devices.ts";
import type { SavedState } from "../saved_state.ts";
import type { MediaState } from "./media_state.ts";
import type { DeviceKind, Ports } from "../ports.ts";
import { attempt } from "../safe_ports.ts";
import { Scope } from "../scope.ts";
import { type CaptureKind as Kind, WantedDevices } from "./wanted_devices.ts";

const KINDS = ["mic", "camera"] as const;

export interface LocalMediaOptions {
  ports: Pick<Ports, "devices" | "clock" | "onError">;
  savedState: SavedState;
  local: MediaState;
  sound: DeviceOpenerOptions["sound"];
  notify: DeviceOpenerOptions["notify"];
  /** A line is to send another track from now on. */
  onTrack(slot: Kind, track: MediaStreamTrack | null): void;
}

/**
 * Says what is wanted and lets the device follow: any number of quick presses ends in the state of
 * the last one. Microphone and camera never wait for each other, and a refusal of one leaves the
 * other alone.
 */
export class LocalMedia {
  readonly choices: DeviceChoices;
  #options: LocalMediaOptions;
  readonly #wanted = new WantedDevices();
  readonly #scope = new Scope();
  #opener: DeviceOpener;
  #openedAs: Record<Kind, string | undefined> = { mic: undefined, camera: undefined };
  #running: Record<Kind, Promise<void> | null> = { mic: null, camera: null };
  #pauses: DeviceInterruptions;
  #lost: LostDevices;
  /** Counts the times that everything was released: what was asked for before is not wanted. */
  #visit = 0;
  /** Nothing is opened by itself any more, until somebody wants it. */
  #isOver = false;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    const { local, ports, ports: { clock }, sound, notify } = options;
    this.#pauses = new DeviceInterruptions({
      ...{ local, clock, tell: (...it) => this.#report(...it) },
      onEnded: (...it) => void this.#onLost(...it),
    });
    this.#opener = new DeviceOpener({ devices: ports.devices, local, sound, notify });
    this.#lost = new LostDevices(clock);
    this.choices = new DeviceChoices(options, (...of) => this.#onNew(...of));
    this.#scope.add(
      ports.devices.onChange(() => void this.choices.refresh()),
      ports.devices.onPermission(() => void this.#onPermission()),
    );
  }

  /** Finds out what this page may do and which devices there are; asks the person nothing. */
  async survey(): Promise<void> {
    await this.choices.survey();
  }

  /** Opens what is wanted; a device that failed before is left to a press of its own button. */
  async start(wanted: Record<Kind, boolean>): Promise<void> {
    const { local } = this.#options;
    this.#isOver = false;
    if (local.support.value !== "ok") return;
    const kinds = KINDS.filter((kind) => wanted[kind] && !local.problems.value[kind]);
    await Promise.all(kinds.map((kind) => this.set(kind, true)));
  }

  /**
   * Switches a device on or off. Off: the camera is released, so that its light goes out; the
   * microphone is only silenced, so that it is back within one packet.
   */
  async set(kind: Kind, on: boolean): Promise<void> {
    this.#lost.forget(kind);
    this.#wanted.set(kind, on);
    await this.#follow(kind);
  }

  /** Push-to-talk: the microphone is on while this is, and then again as it was before. */
  async hold(on: boolean): Promise<void> {
    if (this.#wanted.hold(on)) await this.#follow("mic");
  }

  /** Push-to-mute: the microphone is off while this is, and then again as it was before. */
  async hush(on: boolean): Promise<void> {
    if (this.#wanted.hush(on)) await this.#follow("mic");
  }

  /** The camera on the other side of a phone. */
  async flip(): Promise<void> {
    this.#opener.flip();
    await this.#follow("camera");
  }

  /** Opens what is open once more: something about how has changed. */
  async reopen(kind: Kind): Promise<void> {
    await this.#follow(kind);
  }

  /** Uses another device from now on, and remembers it. */
  async choose(kind: DeviceKind, id: string): Promise<void> {
    this.choices.choose(kind, id);
    if (kind === "camera") this.#opener.forgetFacing();
    if (kind !== "speaker" && this.#options.local.tracks.value[kind]) await this.#follow(kind);
  }

  /** Releases everything. */
  stop(): void {
    this.#visit++;
    this.#isOver = true;
    for (const kind of KINDS) {
      this.#wanted.set(kind, false);
      this.#release(kind);
    }
  }

  dispose(): void {
    this.stop();
    this.#scope.dispose();
  }

  async #follow(kind: Kind): Promise<void> {
    do {
      this.#running[kind] ??= this.#settle(kind).finally(() => this.#running[kind] = null);
      await this.#running[kind];
    } while (!this.#isSettled(kind)); // pressed again just as the last run ended
  }

  async #settle(kind: Kind): Promise<void> {
    const { local } = this.#options;
    while (!this.#isSettled(kind)) {
      if (!this.#wanted.has(kind)) {
        if (kind === "camera") this.#release(kind);
        else this.#setMicOn(false);
      } else if (this.#needsOpening(kind)) {
        await this.#open(kind);
      } else {
        this.#setMicOn(true);
      }
    }
    if (kind === "mic" && !local.tracks.value.mic) this.#setMicOn(false);
    this.#pauses.check(kind);
  }

  #isSettled(kind: Kind): boolean {
    const { flags, tracks } = this.#options.local;
    const wanted = this.#wanted.has(kind);
    if (flags.value[kind] !== wanted) return false;
    return tracks.value[kind] === null || !wanted || !this.#needsOpening(kind);
  }

  #needsOpening(kind: Kind): boolean {
    const { tracks } = this.#options.local;
    return tracks.value[kind] === null || this.#openedAs[kind] !== this.#opener.how(kind);
  }

  async #open(kind: Kind): Promise<void> {
    const { local, ports } = this.#options;
    local.opening.value = { ...local.opening.value, [kind]: true };
    this.#release(kind); // phones cannot hold two cameras at once
    const visit = this.#visit;
    try {
      const track = await this.#opener.open(kind, () => visit === this.#visit);
      this.#openedAs[kind] = this.#opener.how(kind);
      const isExpected = this.#wanted.has(kind) || (kind === "mic" && visit === this.#visit);
      if (isExpected) this.#adopt(kind, track);
      else track.stop(); // the answer came after the end
    } catch (error) {
      const problem = deviceProblem(error, await ports.devices.permission(kind));
      if (problem === "failed") ports.onError(error);
      if (visit !== this.#visit) return; // it was asked for before, and is perhaps wanted again
      this.#report(kind, problem);
      this.#wanted.set(kind, false);
    } finally {
      local.opening.value = { ...local.opening.value, [kind]: false };
      void this.choices.refresh();
    }
  }

  #adopt(kind: Kind, track: MediaStreamTrack): void {
    const { local, onTrack, ports } = this.#options;
    local.tracks.value = { ...local.tracks.value, [kind]: track };
    if (kind === "mic") this.#setMicOn(this.#wanted.has("mic"));
    else local.facing.value = facingOf(track);
    this.#report(kind, null);
    this.#pauses.watch(kind, track);
    attempt(() => onTrack(kind, track), undefined, ports.onError); // no fault of the device
  }

  #release(kind: Kind): void {
    const { local, onTrack, ports } = this.#options;
    const track = local.tracks.value[kind];
    if (!track) return;
    track.stop();
    local.tracks.value = { ...local.tracks.value, [kind]: null };
    this.#pauses.check(kind);
    attempt(() => onTrack(kind, null), undefined, ports.onError);
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
    if (!this.#lost.note(kind, track)) this.#wanted.set(kind, false);
    await this.#follow(kind); // a key that is held stays what it is
    if (!local.flags.value[kind]) this.#report(kind, "lost");
  }

  /** What was pulled out while it was on, or was chosen, is used again; tells whether it is. */
  #onNew(device: NewDevice, isChosen: boolean): boolean {
    const { device: kind } = device;
    if (kind === "speaker" || this.#isOver) return false;
    const { tracks, problems } = this.#options.local;
    if (isChosen && tracks.value[kind]) void this.#follow(kind);
    if (problems.value[kind] !== "lost" || !this.#lost.isMissed(device, isChosen)) return false;
    void this.set(kind, true);
    return true;
  }

  /** What was forbidden is allowed now: the help goes away, and what was asked for happens. */
  async #onPermission(): Promise<void> {
    for (const kind of await this.choices.allowed()) if (!this.#isOver) await this.set(kind, true);
    await this.choices.refresh();
  }

  #report(kind: Kind, problem: ReturnType<typeof deviceProblem> | null): void {
    const { problems } = this.#options.local;
    problems.value = withProblem(problems.value, kind, problem);
  }
}
