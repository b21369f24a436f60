// Settings of sound and picture: devices, level, test sound, noise, mirror.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { LevelMeter } from "../base/LevelMeter.tsx";
import { MediaVideo } from "../base/MediaVideo.tsx";
import { Toggle } from "../base/Toggle.tsx";
import { DevicePicker } from "../lobby/DevicePicker.tsx";
import { SpeakerField } from "../lobby/SpeakerField.tsx";

interface Props {
  call: Call;
  t: T;
}

/** Microphone and speaker. */
export function AudioSettings({ call, t }: Props) {
  const { choices, chosen } = call.model.local;
  const { noise, joinMuted, mutedHint } = call.preferences.settings.value;
  return (
    <>
      <DevicePicker
        id="settings-mic"
        kind="mic"
        choices={choices.value.mic}
        chosen={chosen.value.mic}
        onChoose={(id) => void call.session.chooseDevice("mic", id)}
        t={t}
      />
      <LevelMeter level={call.micMeter.level} t={t} />
      <SpeakerField id="settings-speaker" call={call} t={t} />
      <Toggle label={t("device.noise")} on={noise} onChange={(on) => call.setNoise(on)} />
      <Toggle
        label={t("lobby.joinMuted")}
        on={joinMuted}
        onChange={(on) => call.preferences.set("joinMuted", on)}
      />
      <Toggle
        label={t("settings.mutedHint")}
        on={mutedHint}
        onChange={(on) => call.preferences.set("mutedHint", on)}
      />
    </>
  );
}

/** Camera and how one sees oneself. */
export function VideoSettings({ call, t }: Props) {
  const { local } = call.model;
  const { mirror, floatSelf, hideSelf } = call.preferences.settings.value;
  const { camera } = local.tracks.value;
  return (
    <>
      {camera && (
        <div class="tile settings-preview">
          <MediaVideo
            track={camera}
            class={mirror && local.facing.value !== "environment"
              ? "tile-video is-mirrored"
              : "tile-video"}
          />
        </div>
      )}
      <DevicePicker
        id="settings-camera"
        kind="camera"
        choices={local.choices.value.camera}
        chosen={local.chosen.value.camera}
        onChoose={(id) => void call.session.chooseDevice("camera", id)}
        t={t}
      />
      <Toggle
        label={t("device.mirror")}
        on={mirror}
        onChange={(on) => call.preferences.set("mirror", on)}
      />
      <Toggle
        label={t("settings.floatSelf")}
        on={floatSelf}
        onChange={(on) => call.preferences.set("floatSelf", on)}
      />
      <Toggle
        label={t("settings.hideSelf")}
        on={hideSelf}
        onChange={(on) => call.preferences.set("hideSelf", on)}
      />
    </>
  );
}
