// What the menus of the bar and the list of keys get from the call.
import type { Call } from "@/call/mod.ts";
import { OwnRecording } from "@/call/recording/mod.ts";
import type { T } from "@/i18n/messages.ts";
import type { DeviceItemsProps } from "./DeviceItems.tsx";
import type { MoreItemsProps } from "./MoreItems.tsx";
import type { ShortcutDialogProps } from "./ShortcutDialog.tsx";

export function deviceItemsProps(call: Call, t: T): DeviceItemsProps {
  const { media, preferences, panels } = call;
  return {
    settings: preferences.settings.value,
    choices: media.choices.value,
    chosen: media.chosen.value,
    canChooseSpeaker: media.canChooseSpeaker.value,
    onChoose: (kind, id) => void media.choose(kind, id),
    onSet: (name, on) => preferences.set(name, on),
    onNoise: (on) => media.setNoise(on),
    onTestSound: () => media.testSound(),
    onSettings: () => panels.open("settings"),
    t,
  };
}

/** What only the island knows. */
export type MoreItemsGiven = Pick<MoreItemsProps, "onFloat" | "onReactions">;

export function moreItemsProps(call: Call, t: T, given: MoreItemsGiven): MoreItemsProps {
  const { media, moderation, preferences, panels, recording } = call;
  return {
    isRecording: recording.isAllowed.value ? recording.isGoing : null,
    onRecord: (on) =>
      on ? recording.start((options) => new OwnRecording(options)) : recording.stop(),
    settings: preferences.settings.value,
    isHost: moderation.isHost.value,
    isSharing: media.flags.value.screen,
    canShareScreen: media.canShareScreen.value,
    canFlip: media.choices.value.camera.length > 1 && media.tracks.value.camera !== null,
    onFloat: given.onFloat,
    onReactions: given.onReactions,
    onShare: (on) => void media.toggleScreen(on),
    onFlip: () => void media.flip(),
    onPeople: () => panels.show("people"),
    onSpotlight: (on) => call.layout.setSpotlight(on),
    onSet: (name, on) => preferences.set(name, on),
    onDialog: (name) => panels.open(name),
    t,
  };
}

export function shortcutDialogProps({ panels, preferences }: Call, t: T): ShortcutDialogProps {
  return { settings: preferences.settings.value, onClose: () => panels.closeDialog(), t };
}
