// What stands in the menus beside the two switches: which microphone, speaker and camera.
import type { DeviceChoice, DeviceKind, Settings } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { MenuGroup, MenuItem } from "../base/MenuItem.tsx";
import { deviceName } from "../lobby/device_name.ts";
import { PreferenceItem, type PreferenceName } from "./PreferenceItem.tsx";

export interface DeviceItemsProps {
  settings: Readonly<Settings>;
  /** The devices of each kind. */
  choices: Readonly<Record<DeviceKind, readonly DeviceChoice[]>>;
  /** Id of the chosen device of each kind. */
  chosen: Readonly<Partial<Record<DeviceKind, string>>>;
  /** Whether a page may choose where sound comes out. */
  canChooseSpeaker: boolean;
  onChoose(kind: DeviceKind, id: string): void;
  onSet(name: PreferenceName, on: boolean): void;
  /** Switches the noise suppression, also of an open microphone. */
  onNoise(on: boolean): void;
  /** Plays a sound on the chosen speaker. */
  onTestSound(): void;
  onSettings(): void;
  t: T;
}

/** Microphones, speakers, noise. */
export function MicItems(props: DeviceItemsProps) {
  const { settings: { noise }, canChooseSpeaker, onNoise, onTestSound, t } = props;
  return (
    <>
      <Choices kind="mic" {...props} />
      {canChooseSpeaker && <Choices kind="speaker" {...props} />}
      <MenuItem icon="audio-lines" kind="check" checked={noise} onPress={onNoise}>
        {t("device.noise")}
      </MenuItem>
      <MenuItem icon="volume-2" stays onPress={onTestSound}>{t("device.testSound")}</MenuItem>
      <SettingsItem {...props} />
    </>
  );
}

/** Cameras, and the mirror. */
export function CameraItems(props: DeviceItemsProps) {
  const { settings, onSet, t } = props;
  return (
    <>
      <Choices kind="camera" {...props} />
      <PreferenceItem settings={settings} onSet={onSet} name="mirror" icon="flip-horizontal-2">
        {t("device.mirror")}
      </PreferenceItem>
      <SettingsItem {...props} />
    </>
  );
}

function SettingsItem({ onSettings, t }: DeviceItemsProps) {
  return <MenuItem icon="settings" onPress={onSettings}>{t("settings.title")}</MenuItem>;
}

const WORD = { mic: "mic", camera: "cam", speaker: "speaker" } as const;

function Choices(
  { kind, choices, chosen, onChoose, t }: DeviceItemsProps & { kind: DeviceKind },
) {
  const list = choices[kind];
  const current = list.some(({ id }) => id === chosen[kind]) ? chosen[kind] : list[0]?.id;
  return (
    <MenuGroup label={t(`device.${WORD[kind]}`)}>
      {list.length === 0 && <MenuItem disabled onPress={() => {}}>{t("device.default")}</MenuItem>}
      {list.map((choice: DeviceChoice, index) => (
        <MenuItem
          key={choice.id}
          kind="radio"
          checked={choice.id === current}
          onPress={() => onChoose(kind, choice.id)}
        >
          {deviceName(choice, { kind, index, t })}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}
