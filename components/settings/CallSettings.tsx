// Settings of what one is told, and of the keys.
import { SettingToggle } from "./SettingToggle.tsx";
import type { SettingsProps } from "./settings_types.ts";

/** Sounds, and what a screen reader says by itself. */
export function AlertSettings({ settings, onSet, t }: SettingsProps) {
  const both = { settings, onSet };
  return (
    <>
      <SettingToggle name="sounds" label={t("settings.sounds")} {...both} />
      <fieldset class="stack">
        <legend class="label">{t("settings.announce")}</legend>
        <SettingToggle name="announceMembers" label={t("settings.announce.members")} {...both} />
        <SettingToggle name="announceChat" label={t("settings.announce.chat")} {...both} />
        <SettingToggle name="announceHands" label={t("settings.announce.hands")} {...both} />
      </fieldset>
    </>
  );
}

/** Single keys can be switched off: who dictates would press them by speaking (WCAG 2.1.4). */
export function KeySettings({ settings, onSet, onOpenKeys, t }: SettingsProps) {
  const both = { settings, onSet };
  return (
    <>
      <SettingToggle name="keys" label={t("settings.shortcuts")} {...both} />
      <SettingToggle name="pushToTalk" label={t("settings.ptt")} {...both} />
      <SettingToggle name="pushToMute" label={t("settings.ptm")} {...both} />
      <button type="button" class="btn" onClick={onOpenKeys}>{t("keys.title")}</button>
    </>
  );
}
