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
 * Devices that appeared. Before the first permission a browser lists nameless devices, so a list
 * that only gets its names has no new device.
 */
export function newDevices(before: Choices, after: Choices): NewDevice[] {
  return KINDS.flatMap((device) => {
    const known = before[device].filter(({ label }) => label !== "");
    if (known.length === 0) return [];
    const fresh = after[device].filter(({ id, label }) =>
      label !== "" && !VIRTUAL.includes(id) && !known.some((old) => old.id === id)
    );
    return fresh.map(({ id, label }) => ({ device, id, label }));
  });
}
