// The three languages, and what is fixed about each. Kyrgyz comes first.

/** Languages of the interface, the source language first. */
export const LOCALES = ["ky", "ru", "en"] as const;

/** One of {@link LOCALES}. */
export type Locale = typeof LOCALES[number];

/** Used when nothing says otherwise. */
export const DEFAULT_LOCALE: Locale = "ky";

/** Each language's own name, as a switch shows it. */
export const LOCALE_NAMES: Record<Locale, string> = {
  ky: "Кыргызча",
  ru: "Русский",
  en: "English",
};

/** Name of the cookie that remembers the choice. */
export const LOCALE_COOKIE = "lang";

/** True for a string that names one of {@link LOCALES}. */
export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** Direction of writing, for `<html dir>`. */
export function directionOf(_locale: Locale): "ltr" | "rtl" {
  return "ltr";
}
