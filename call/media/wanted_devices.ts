// What a person wants to be on, whatever the devices do about it.

/** The devices that are opened and closed by a press. */
export type CaptureKind = "mic" | "camera";

/** A key that is held down counts above the microphone's button until either changes. */
export class WantedDevices {
  readonly #wanted: Record<CaptureKind, boolean> = { mic: false, camera: false };
  #isHeld = false;
  #isSilenced = false;

  has(kind: CaptureKind): boolean {
    if (kind === "camera") return this.#wanted.camera;
    return (this.#wanted.mic || this.#isHeld) && !this.#isSilenced;
  }

  /** A decision for the microphone ends the holding of keys. */
  set(kind: CaptureKind, on: boolean): void {
    this.#wanted[kind] = on;
    if (kind === "mic") this.#isHeld = this.#isSilenced = false;
  }

  /** The microphone is on while this is; tells whether that is new. */
  hold(on: boolean): boolean {
    const isNew = this.#isHeld !== on;
    this.#isHeld = on;
    return isNew;
  }

  /** The microphone is off while this is; tells whether that is new. */
  hush(on: boolean): boolean {
    const isNew = this.#isSilenced !== on;
    this.#isSilenced = on;
    return isNew;
  }
}
