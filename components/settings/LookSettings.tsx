// Settings of appearance and language: the page changes at once, and a running call goes on.
import type { Call } from "@/call/mod.ts";
import { switchLocale } from "@/i18n/active.ts";
import { LOCALE_NAMES, LOCALES, type T } from "@/i18n/messages.ts";
import { Toggle } from "../base/Toggle.tsx";
import { applyTheme, chosenTheme, THEMES } from "../base/theme.ts";
import { useSignal } from "@preact/signals";

interface Props {
  call: Call;
  t: T;
}

/** Light, dark, and how much moves. */
export function LookSettings({ call: { preferences }, t }: Props) {
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
      <Toggle
        label={t("settings.reduceMotion")}
        on={preferences.settings.value.calm}
        onChange={(on) => preferences.set("calm", on)}
      />
    </>
  );
}

/** Each language by its own name. */
export function LanguageSettings({ t }: Props) {
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
