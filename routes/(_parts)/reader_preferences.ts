// Who is asking: language, appearance, and under which address they see this server. Pure.
import { isTheme, type Theme, THEME_COOKIE } from "@/components/base/theme.ts";
import { detectLocale } from "@/i18n/detect.ts";
import { isLocale, type Locale, LOCALE_COOKIE } from "@/i18n/locales.ts";
import { ownOrigin } from "@/signaling/gateway/origin_check.ts";

const YEAR_S = 365 * 24 * 60 * 60;

/** What a request tells about its sender. */
export interface Preferences {
  locale: Locale;
  theme: Theme;
  /** "https://example.org", as the visitor's browser has it. */
  origin: string;
}

/** The parts of a request that {@link readPreferences} looks at. */
export interface Asked {
  url: URL;
  headers: Headers;
  trustProxy: boolean;
}

/** Reads language, theme and origin of a request. */
export function readPreferences({ url, headers, trustProxy }: Asked): Preferences {
  const cookies = readCookies(headers.get("cookie") ?? "");
  const theme = url.searchParams.get("theme") ?? cookies.get(THEME_COOKIE);
  const all = { host: url.host, ...Object.fromEntries(headers) };
  const encrypted = url.protocol === "https:";
  return {
    locale: detectLocale({
      query: url.searchParams.get("lang"),
      cookie: cookies.get(LOCALE_COOKIE) ?? null,
      acceptLanguage: headers.get("accept-language"),
    }),
    theme: isTheme(theme) ? theme : "system",
    origin: ownOrigin({ headers: all, encrypted }, { trustProxy }) ?? url.origin,
  };
}

/** What to do about `?lang=` and `?theme=`: cookies to set, and the address without them. */
export function takeChoices(url: URL, origin: string): { to: string; cookies: string[] } | null {
  const { searchParams } = url;
  const chosen = [
    [LOCALE_COOKIE, searchParams.get("lang"), isLocale],
    [THEME_COOKIE, searchParams.get("theme"), isTheme],
  ] as const;
  if (chosen.every(([, value]) => value === null)) return null;
  const clean = new URL(url);
  clean.searchParams.delete("lang");
  clean.searchParams.delete("theme");
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  const cookies = chosen.filter(([, value, isKnown]) => isKnown(value)).map(([name, value]) =>
    `${name}=${value}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`
  );
  return { to: clean.pathname + clean.search, cookies };
}

// In the place of getCookies() of @std/http/cookie, which is on JSR only.
function readCookies(header: string): Map<string, string> {
  return new Map(
    header.split(";").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name.trim(), value.join("=").trim()];
    }),
  );
}
