// The words on the screen in a person's language, from the product's own catalogues.
import type { Locale } from "@/i18n/locales.ts";
import { loadMessages, type T, translator } from "@/i18n/messages.ts";

/** The product's translator for tests. */
export async function wordsOf(locale: Locale): Promise<T> {
  await loadMessages(locale);
  return translator(locale);
}
