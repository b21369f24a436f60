// Settings: seven tabs, each thing takes effect at once and is remembered by this browser.
import { useSignal } from "@preact/signals";
import { Dialog } from "../base/Dialog.tsx";
import { Tabs } from "../base/Tabs.tsx";
import { AlertSettings, KeySettings } from "./CallSettings.tsx";
import { AudioSettings, VideoSettings } from "./DeviceSettings.tsx";
import { LanguageSettings, LookSettings } from "./LookSettings.tsx";
import { TrafficSettings } from "./TrafficSettings.tsx";
import type { SettingsProps } from "./settings_types.ts";

const TABS = ["audio", "video", "look", "alerts", "traffic", "keys", "language"] as const;

const PANELS = {
  audio: AudioSettings,
  video: VideoSettings,
  look: LookSettings,
  alerts: AlertSettings,
  traffic: TrafficSettings,
  keys: KeySettings,
  language: LanguageSettings,
} as const satisfies Record<typeof TABS[number], unknown>;

export interface SettingsDialogProps extends SettingsProps {
  onClose(): void;
}

/** Open while it is rendered. */
export function SettingsDialog({ onClose, ...props }: SettingsDialogProps) {
  const { t } = props;
  const tab = useSignal<typeof TABS[number]>("audio");
  const Panel = PANELS[tab.value];
  return (
    <Dialog title={t("settings.title")} onClose={onClose} wide t={t}>
      <Tabs
        label={t("settings.title")}
        names={TABS}
        titleOf={(name) => t(`settings.${name}`)}
        chosen={tab.value}
        onChoose={(name) => tab.value = name}
      >
        <Panel {...props} />
      </Tabs>
    </Dialog>
  );
}
