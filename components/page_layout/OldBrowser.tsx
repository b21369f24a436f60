// Tells people with a browser that is too old for the pages; style sheets hide it in all others.
import type { T } from "@/i18n/messages.ts";

/** The oldest versions in which everything works; tests/browser_minimum_test.ts holds the code to them. */
export const OLDEST_BROWSERS = { chrome: "123", firefox: "125", safari: "17.5" } as const;

/** Needs no script: one that is too new for the browser would not run. */
export function OldBrowser({ t }: { t: T }) {
  return <p class="old-browser">{t("browser.old", OLDEST_BROWSERS)}</p>;
}
