// Which language to answer in: ?lang=, then the cookie, then Accept-Language, then Kyrgyz. Pure.
import { DEFAULT_LOCALE, isLocale, type Locale } from "./locales.ts";

/** What a request says about languages; absent parts are null. */
export interface LanguageHints {
  query: string | null;
  cookie: string | null;
  acceptLanguage: string | null;
}

/** The language of a request. A hint that names no language of ours is passed over. */
export function detectLocale({ query, cookie, acceptLanguage }: LanguageHints): Locale {
  if (isLocale(query)) return query;
  if (isLocale(cookie)) return cookie;
  return preferredLocale(acceptLanguage ?? "") ?? DEFAULT_LOCALE;
}

// In the place of acceptsLanguages() of @std/http/negotiation, which is on JSR only.
/** The best of ours in an Accept-Language header (RFC 9110, section 12.5.4), or null. */
export function preferredLocale(header: string): Locale | null {
  let best: Locale | null = null;
  let bestWeight = 0; // q=0 means "not acceptable", so it never wins
  for (const range of header.split(",")) {
    const [tag = "", ...params] = range.trim().toLowerCase().split(/\s*;\s*/);
    const language = tag.split("-")[0];
    const weight = weightOf(params);
    if (isLocale(language) && weight > bestWeight) [best, bestWeight] = [language, weight];
  }
  return best;
}

function weightOf(params: string[]): number {
  const q = params.find((param) => param.startsWith("q="));
  if (q === undefined) return 1;
  const weight = Number(q.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
