// What a device is called where the browser does not say yet.
import type { DeviceChoice, DeviceKind } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";

const WORD = { mic: "mic", camera: "cam", speaker: "speaker" } as const;

/** Its own name, or "Camera 2". */
export function deviceName(
  { label }: DeviceChoice,
  { kind, index, t }: { kind: DeviceKind; index: number; t: T },
): string {
  return label || t(`device.${WORD[kind]}.n`, { number: index + 1 });
}
