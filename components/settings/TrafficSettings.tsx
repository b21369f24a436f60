// Settings of what a call may take of the network, and of what that costs.
import { NumberField } from "../base/NumberField.tsx";
import { SettingToggle } from "./SettingToggle.tsx";
import type { SettingsProps } from "./settings_types.ts";

/** More is no limit, in kbit/s. */
const MOST_KBITS = 100_000;
const MOST_PRICE = 10_000;

/** Saving, the most that is sent, and the price of a megabyte. */
export function TrafficSettings({ settings, onSet, t }: SettingsProps) {
  return (
    <>
      <SettingToggle name="saveData" label={t("saving.title")} {...{ settings, onSet }} />
      <NumberField
        label={t("settings.uplinkCap")}
        hint={t("settings.uplinkCap.hint")}
        none={t("settings.uplinkCap.none")}
        value={settings.uplinkCap}
        most={MOST_KBITS}
        onChange={(value) => onSet("uplinkCap", value)}
      />
      <NumberField
        label={t("settings.megabytePrice")}
        none={t("settings.megabytePrice.none")}
        value={settings.megabytePrice}
        whole={false}
        most={MOST_PRICE}
        onChange={(value) => onSet("megabytePrice", value)}
      />
    </>
  );
}
