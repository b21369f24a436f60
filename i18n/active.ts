// The language on the screen. In a browser it is a signal and can change without a reload; on the
// server it is whatever the visitor's island was given, and nothing is kept between visitors.
import { type Signal, signal } from "@preact/signals";
import { DEFAULT_LOCALE, directionOf, isLocale, type Locale, LOCALE_COOKIE } from "./locales.ts";
import { loadMessages, type T, translator } from "./messages.ts";

const YEAR_S = 365 * 24 * 60 * 60;

const active: Signal<Locale> | null = typeof document === "undefined" ? null : signal(
  isLocale(document.documentElement.lang) ? document.documentElement.lang : DEFAULT_LOCALE,
);

/** The language to show; subscribes the component (or effect) that asks. */
function useLocale(given: Locale): Locale {
  return active === null ? given : active.value;
}

/** The translator to use in an island or its components; `given` is the island's `locale` prop. */
export function useT(given: Locale): T {
  return translator(useLocale(given));
}

/** Browser only: loads the language, then shows it everywhere and remembers it for a year. */
export async function switchLocale(locale: Locale): Promise<void> {
  if (active === null) throw new Error("switchLocale() belongs to the browser");
  await loadMessages(locale);
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`;
  active.value = locale;
}
