// A switch for one of the person's own settings.
import type { Settings } from "@/call/mod.ts";
import { Toggle } from "../base/Toggle.tsx";
import type { SettingsProps } from "./settings_types.ts";

/** Names of the settings that are on or off. */
type SwitchName = {
  [K in keyof Settings]: Settings[K] extends boolean ? K : never;
}[keyof Settings];

interface Props extends Pick<SettingsProps, "settings" | "onSet"> {
  name: SwitchName;
  label: string;
}

/** Shows what is set, and sets it. */
export function SettingToggle({ name, label, settings, onSet }: Props) {
  return <Toggle label={label} on={settings[name]} onChange={(on) => onSet(name, on)} />;
}
