// Settings: six tabs, each thing takes effect at once and is remembered by this browser.
import { useSignal } from "@preact/signals";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Dialog } from "../base/Dialog.tsx";
import { Tabs } from "../base/Tabs.tsx";
import { AlertSettings, KeySettings } from "./CallSettings.tsx";
import { AudioSettings, VideoSettings } from "./DeviceSettings.tsx";
import { LanguageSettings, LookSettings } from "./LookSettings.tsx";

const TABS = ["audio", "video", "look", "alerts", "keys", "language"] as const;

const PANELS = {
  audio: AudioSettings,
  video: VideoSettings,
  look: LookSettings,
  alerts: AlertSettings,
  keys: KeySettings,
  language: LanguageSettings,
} as const satisfies Record<typeof TABS[number], unknown>;

/** Open while it is rendered. */
export function SettingsDialog({ call, t }: { call: Call; t: T }) {
  const tab = useSignal<typeof TABS[number]>("audio");
  const Panel = PANELS[tab.value];
  return (
    <Dialog title={t("settings.title")} onClose={() => call.panels.closeDialog()} wide t={t}>
      <Tabs
        label={t("settings.title")}
        names={TABS}
        titleOf={(name) => t(`settings.${name}`)}
        chosen={tab.value}
        onChoose={(name) => tab.value = name}
      >
        <Panel call={call} t={t} />
      </Tabs>
    </Dialog>
  );
}
