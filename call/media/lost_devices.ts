// Devices that ended by themselves: which one it was, and whether that happens again and again.
import type { Clock } from "../ports.ts";
import type { NewDevice } from "./device_changes.ts";
import type { CaptureKind } from "./wanted_devices.ts";

/** A device that ends so often… */
const OFTEN = 4;
/** …within so many milliseconds is broken: opening it once more would only make it blink. */
const WITHIN_MS = 20_000;

/** Remembers the microphone and the camera that a person had on when they were pulled out. */
export class LostDevices {
  readonly #clock: Pick<Clock, "steady">;
  readonly #last = new Map<CaptureKind, { id: string | undefined; label: string }>();
  readonly #times: Record<CaptureKind, number[]> = { mic: [], camera: [] };

  constructor(clock: Pick<Clock, "steady">) {
    this.#clock = clock;
  }

  /** Notes the loss; tells whether it is worth opening another one at once. */
  note(kind: CaptureKind, track: MediaStreamTrack): boolean {
    const now = this.#clock.steady();
    this.#last.set(kind, { id: track.getSettings().deviceId, label: track.label });
    this.#times[kind] = [...this.#times[kind].filter((at) => now - at < WITHIN_MS), now];
    return this.#times[kind].length < OFTEN;
  }

  /** The person decided about this device: what was lost before matters no more. */
  forget(kind: CaptureKind): void {
    this.#last.delete(kind);
    this.#times[kind] = [];
  }

  /** Whether this one was lost and nothing decided since, or is what the person has chosen in its place. */
  isMissed({ device, id, label }: NewDevice, isChosen: boolean): boolean {
    const lost = device === "speaker" ? undefined : this.#last.get(device);
    if (lost === undefined) return false;
    return isChosen || lost.id === id || lost.label.endsWith(label); // "Default - " stands before it
  }
}
