// What the dialog of settings gets from the call.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { SettingsDialogProps } from "./SettingsDialog.tsx";

export function settingsDialogProps(call: Call, t: T): SettingsDialogProps {
  const { media: local, preferences, panels } = call;
  return {
    settings: preferences.settings.value,
    onSet: (name, value) => preferences.set(name, value),
    onNoise: (on) => call.media.setNoise(on),
    onMusic: (on) => call.media.setMusic(on),
    choices: local.choices.value,
    chosen: local.chosen.value,
    canChooseSpeaker: local.canChooseSpeaker.value,
    onChoose: (kind, id) => void call.media.choose(kind, id),
    onTestSound: () => call.media.testSound(),
    level: call.micMeter.level,
    camera: local.tracks.value.camera,
    isRearCamera: local.facing.value === "environment",
    onOpenKeys: () => panels.open("keys"),
    onClose: () => panels.closeDialog(),
    t,
  };
}
