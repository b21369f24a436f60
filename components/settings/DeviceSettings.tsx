// Settings of sound and picture: devices, level, test sound, noise, mirror.
import { LevelMeter } from "../base/LevelMeter.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";
import { Toggle } from "../base/Toggle.tsx";
import { DevicePicker } from "../lobby/DevicePicker.tsx";
import { SpeakerField } from "../lobby/SpeakerField.tsx";
import { SettingToggle } from "./SettingToggle.tsx";
import type { SettingsProps } from "./settings_types.ts";

/** Microphone and speaker. */
export function AudioSettings(props: SettingsProps) {
  const { settings, onSet, choices, chosen, onChoose, t } = props;
  const both = { settings, onSet };
  return (
    <>
      <DevicePicker
        id="settings-mic"
        kind="mic"
        choices={choices.mic}
        chosen={chosen.mic}
        onChoose={(id) => onChoose("mic", id)}
        t={t}
      />
      <LevelMeter level={props.level} t={t} />
      <SpeakerField
        id="settings-speaker"
        choices={props.canChooseSpeaker ? choices.speaker : []}
        chosen={chosen.speaker}
        onChoose={(id) => onChoose("speaker", id)}
        onTest={props.onTestSound}
        t={t}
      />
      <Toggle label={t("device.noise")} on={settings.noise} onChange={props.onNoise} />
      <Toggle
        label={t("device.music")}
        hint={t("device.music.hint")}
        on={settings.music}
        onChange={props.onMusic}
      />
      <SettingToggle name="joinMuted" label={t("lobby.joinMuted")} {...both} />
      <SettingToggle name="mutedHint" label={t("settings.mutedHint")} {...both} />
    </>
  );
}

/** Camera and how one sees oneself. */
export function VideoSettings(props: SettingsProps) {
  const { settings, onSet, choices, chosen, onChoose, camera, isRearCamera, t } = props;
  const both = { settings, onSet };
  const mirrored = settings.mirror && !isRearCamera;
  return (
    <>
      {camera && (
        <div class="tile settings-preview">
          <MediaVideo track={camera} class={mirrored ? "tile-video is-mirrored" : "tile-video"} />
        </div>
      )}
      <DevicePicker
        id="settings-camera"
        kind="camera"
        choices={choices.camera}
        chosen={chosen.camera}
        onChoose={(id) => onChoose("camera", id)}
        t={t}
      />
      <SettingToggle name="mirror" label={t("device.mirror")} {...both} />
      <SettingToggle name="floatSelf" label={t("settings.floatSelf")} {...both} />
      <SettingToggle name="hideSelf" label={t("settings.hideSelf")} {...both} />
    </>
  );
}
