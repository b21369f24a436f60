// Settings of appearance and language: the page changes at once, and a running call goes on.
import { useSignal } from "@preact/signals";
import { switchLocale } from "@/i18n/active.ts";
import { LOCALE_NAMES, LOCALES } from "@/i18n/messages.ts";
import { applyTheme, chosenTheme, THEMES } from "../base/theme.ts";
import { SettingToggle } from "./SettingToggle.tsx";
import type { SettingsProps } from "./settings_types.ts";

/** Light, dark, and how much moves. */
export function LookSettings({ settings, onSet, t }: SettingsProps) {
  const theme = useSignal(chosenTheme());
  return (
    <>
      <fieldset class="choices">
        <legend class="label">{t("nav.theme")}</legend>
        {THEMES.map((name) => (
          <label key={name} class="check">
            <input
              type="radio"
              name="theme"
              checked={theme.value === name}
              onChange={() => {
                theme.value = name;
                applyTheme(name);
              }}
            />
            {t(`theme.${name}`)}
          </label>
        ))}
      </fieldset>
      <SettingToggle
        name="calm"
        label={t("settings.reduceMotion")}
        settings={settings}
        onSet={onSet}
      />
    </>
  );
}

/** Each language by its own name. */
export function LanguageSettings({ t }: SettingsProps) {
  return (
    <fieldset class="choices">
      <legend class="label">{t("nav.language")}</legend>
      {LOCALES.map((locale) => (
        <label key={locale} class="check" lang={locale}>
          <input
            type="radio"
            name="language"
            checked={locale === t.locale}
            onChange={() => void switchLocale(locale)}
          />
          {LOCALE_NAMES[locale]}
        </label>
      ))}
    </fieldset>
  );
}
