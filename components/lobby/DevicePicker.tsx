// A list of microphones, cameras or speakers to choose from.
import type { DeviceChoice, DeviceKind } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon } from "../base/Icon.tsx";
import { deviceName } from "./device_name.ts";

const LABEL = { mic: "device.mic", camera: "device.cam", speaker: "device.speaker" } as const;

interface Props {
  /** Of the list itself; unique on the page. */
  id: string;
  kind: DeviceKind;
  choices: readonly DeviceChoice[];
  chosen: string | undefined;
  onChoose(id: string): void;
  t: T;
}

/** Names appear with the first permission; until then there is only the default device. */
export function DevicePicker({ id, kind, choices, chosen, onChoose, t }: Props) {
  const current = choices.some((choice) => choice.id === chosen) ? chosen : choices[0]?.id;
  return (
    <div class="field">
      <label class="label" for={id}>{t(LABEL[kind])}</label>
      <div class="select">
        <select
          class="input"
          id={id}
          disabled={choices.length === 0}
          value={current ?? ""}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {choices.length === 0 && (
            <option value="">{t(kind === "speaker" ? "device.system" : "device.default")}</option>
          )}
          {choices.map((choice, index) => (
            <option key={choice.id} value={choice.id}>
              {deviceName(choice, { kind, index, t })}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </div>
    </div>
  );
}
