// An item that switches one of the person's own settings on and off.
import type { ComponentChildren } from "preact";
import type { Call } from "@/call/mod.ts";
import type { IconName } from "../base/Icon.tsx";
import { MenuItem } from "../base/MenuItem.tsx";

interface Props {
  call: Call;
  name: "mirror" | "floatSelf" | "hideSelf";
  icon: IconName;
  children: ComponentChildren;
}

/** Marked while the setting is on. */
export function PreferenceItem({ call: { preferences }, name, icon, children }: Props) {
  return (
    <MenuItem
      icon={icon}
      kind="check"
      checked={preferences.settings.value[name]}
      onPress={(on) => preferences.set(name, on)}
    >
      {children}
    </MenuItem>
  );
}
