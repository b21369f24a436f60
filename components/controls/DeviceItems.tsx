// What stands in the menus beside the two switches: which microphone, speaker and camera.
import type { Call, DeviceChoice, DeviceKind } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { MenuGroup, MenuItem } from "../base/MenuItem.tsx";
import { deviceName } from "../lobby/device_name.ts";
import { PreferenceItem } from "./PreferenceItem.tsx";

interface Props {
  call: Call;
  t: T;
}

/** Microphones, speakers, noise. */
export function MicItems({ call, t }: Props) {
  const { noise } = call.preferences.settings.value;
  return (
    <>
      <Choices kind="mic" call={call} t={t} />
      {call.media.canChooseSpeaker.value && <Choices kind="speaker" call={call} t={t} />}
      <MenuItem
        icon="audio-lines"
        kind="check"
        checked={noise}
        onPress={(on) => call.media.setNoise(on)}
      >
        {t("device.noise")}
      </MenuItem>
      <MenuItem icon="volume-2" stays onPress={() => call.media.testSound()}>
        {t("device.testSound")}
      </MenuItem>
      <SettingsItem call={call} t={t} />
    </>
  );
}

/** Cameras, and the mirror. */
export function CameraItems({ call, t }: Props) {
  return (
    <>
      <Choices kind="camera" call={call} t={t} />
      <PreferenceItem call={call} name="mirror" icon="flip-horizontal-2">
        {t("device.mirror")}
      </PreferenceItem>
      <SettingsItem call={call} t={t} />
    </>
  );
}

function SettingsItem({ call, t }: Props) {
  return (
    <MenuItem icon="settings" onPress={() => call.panels.open("settings")}>
      {t("settings.title")}
    </MenuItem>
  );
}

const WORD = { mic: "mic", camera: "cam", speaker: "speaker" } as const;

function Choices({ kind, call, t }: Props & { kind: DeviceKind }) {
  const { choices, chosen } = call.media;
  const list = choices.value[kind];
  const current = list.some(({ id }) => id === chosen.value[kind])
    ? chosen.value[kind]
    : list[0]?.id;
  return (
    <MenuGroup label={t(`device.${WORD[kind]}`)}>
      {list.length === 0 && <MenuItem disabled onPress={() => {}}>{t("device.default")}</MenuItem>}
      {list.map((choice: DeviceChoice, index) => (
        <MenuItem
          key={choice.id}
          kind="radio"
          checked={choice.id === current}
          onPress={() => void call.media.choose(kind, choice.id)}
        >
          {deviceName(choice, { kind, index, t })}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}
