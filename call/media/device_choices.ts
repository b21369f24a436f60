// Which devices there are to choose from, and what follows when one comes or fails.
import type { DeviceKind, Ports } from "../ports.ts";
import type { SavedState } from "../saved_state.ts";
import { namedKinds, type NewDevice, newDevices } from "./device_changes.ts";
import type { DeviceOpenerOptions } from "./device_opener.ts";
import { noteSpeakers, takeBack } from "./device_return.ts";
import type { MediaState } from "./media_state.ts";

export interface DeviceChoicesOptions {
  ports: Pick<Ports, "devices" | "onError">;
  savedState: SavedState;
  local: MediaState;
  notify: DeviceOpenerOptions["notify"];
}

/** Keeps `MediaState.choices`, and says what has changed. */
export class DeviceChoices {
  readonly #options: DeviceChoicesOptions;
  readonly #onNew: (device: NewDevice, isChosen: boolean) => boolean;
  /** Kinds of which a device had a name once: from then on one that comes is new. */
  readonly #named = new Set<DeviceKind>();

  /** `onNew` is told of each device that comes, and answers whether it is used again by itself. */
  constructor(
    options: DeviceChoicesOptions,
    onNew: (device: NewDevice, isChosen: boolean) => boolean,
  ) {
    this.#options = options;
    this.#onNew = onNew;
    options.local.chosen.value = options.savedState.devices();
  }

  /** Finds out what this page may do and which devices there are; asks the person nothing. */
  async survey(): Promise<void> {
    const { local, ports: { devices } } = this.#options;
    local.support.value = devices.support;
    local.canShareScreen.value = devices.canShareScreen;
    local.canChooseSpeaker.value = devices.canChooseSpeaker;
    await this.refresh();
  }

  /** What was refused before and is allowed now. */
  async allowed(): Promise<("mic" | "camera")[]> {
    const { local: { problems }, ports: { devices } } = this.#options;
    const refused = (["mic", "camera"] as const).filter((kind) =>
      ["denied", "dismissed"].includes(problems.value[kind] ?? "")
    );
    const states = await Promise.all(refused.map((kind) => devices.permission(kind)));
    return refused.filter((_, at) => states[at] === "granted");
  }

  /** The person wants this device from now on. */
  choose(kind: DeviceKind, id: string): void {
    const { local, savedState } = this.#options;
    local.chosen.value = { ...local.chosen.value, [kind]: id };
    savedState.setDevice(kind, id);
    if (kind === "speaker") local.failedSpeaker.value = null;
  }

  /** Reads the list of devices anew; labels come with the first permission. */
  async refresh(): Promise<void> {
    const { ports, local, notify } = this.#options;
    if (ports.devices.support !== "ok") return;
    try {
      const choices = await ports.devices.list();
      const appeared = newDevices(local.choices.value, choices, { named: this.#named });
      for (const kind of namedKinds(choices)) this.#named.add(kind);
      noteSpeakers(choices, { local, notify });
      local.choices.value = choices;
      for (const device of appeared) {
        const isChosen = takeBack(device, this.#options);
        const isBack = this.#onNew(device, isChosen) || isChosen;
        notify(isBack ? { kind: "deviceBack", ...device } : { kind: "newDevice", ...device });
      }
    } catch (error) {
      ports.onError(error);
    }
  }

  /** A speaker refused to be used: from now on all is heard from the default one. */
  noteFailedSpeaker(id: string): void {
    const { local, notify } = this.#options;
    if (local.speaker.peek() !== id) return; // all others have said so, too
    local.failedSpeaker.value = id;
    notify({ kind: "speakerFailed" });
  }
}
