// The words of the page that is open; on a server those of all languages.
import { DEFAULT_LOCALE, isLocale } from "./locales.ts";
import { loadMessages, LOCALES } from "./messages.ts";

/** Afterwards `translator()` works without waiting. */
export async function loadPageMessages(): Promise<void> {
  if (typeof document === "undefined") await Promise.all(LOCALES.map(loadMessages));
  else {
    const { lang } = document.documentElement;
    await loadMessages(isLocale(lang) ? lang : DEFAULT_LOCALE);
  }
}
