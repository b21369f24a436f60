// An item that switches one of the person's own settings on and off.
import type { ComponentChildren } from "preact";
import type { Settings } from "@/call/mod.ts";
import type { IconName } from "../base/Icon.tsx";
import { MenuItem } from "../base/MenuItem.tsx";

/** The settings that stand in menus, too. */
export type PreferenceName = "mirror" | "floatSelf" | "hideSelf" | "saveData";

interface Props {
  settings: Readonly<Settings>;
  onSet(name: PreferenceName, on: boolean): void;
  name: PreferenceName;
  icon: IconName;
  children: ComponentChildren;
}

/** Marked while the setting is on. */
export function PreferenceItem({ settings, onSet, name, icon, children }: Props) {
  return (
    <MenuItem
      icon={icon}
      kind="check"
      checked={settings[name]}
      onPress={(on) => onSet(name, on)}
    >
      {children}
    </MenuItem>
  );
}
