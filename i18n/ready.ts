// Import this first in every island: afterwards `translator()` works without waiting.
import { DEFAULT_LOCALE, isLocale } from "./locales.ts";
import { loadMessages, LOCALES } from "./messages.ts";

if (typeof document === "undefined") await Promise.all(LOCALES.map(loadMessages));
else {
  const lang = document.documentElement.lang;
  await loadMessages(isLocale(lang) ? lang : DEFAULT_LOCALE);
}
