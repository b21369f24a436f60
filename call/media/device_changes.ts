// What changed in the list of devices, for the person to be told. Pure.
import type { DeviceChoice, DeviceKind } from "../ports.ts";

const KINDS = ["mic", "camera", "speaker"] as const satisfies readonly DeviceKind[];
/** Stand-ins that browsers list beside the real devices. */
const VIRTUAL = ["default", "communications", ""];

type Choices = Readonly<Record<DeviceKind, readonly DeviceChoice[]>>;

/** A device that was not there before. */
export interface NewDevice {
  device: DeviceKind;
  id: string;
  label: string;
}

/**
 * Devices that appeared. Before the first permission a browser lists nameless devices or none, so a
 * list that only gets its names has no new device; `named` are the kinds that had names once.
 */
export function newDevices(
  before: Choices,
  after: Choices,
  { named }: { named: ReadonlySet<DeviceKind> },
): NewDevice[] {
  return KINDS.flatMap((device) => {
    if (!named.has(device)) return [];
    const fresh = after[device].filter(({ id, label }) =>
      label !== "" && !VIRTUAL.includes(id) && !before[device].some((old) => old.id === id)
    );
    return fresh.map(({ id, label }) => ({ device, id, label }));
  });
}

/** The kinds of which a browser has named a device. */
export function namedKinds(choices: Choices): DeviceKind[] {
  return KINDS.filter((kind) => choices[kind].some(({ label }) => label !== ""));
}
