// The HTML document around every page.
import { asset } from "fresh/runtime";
import { wordsPath } from "@/i18n/messages.ts";
import { directionOf, type Locale } from "@/i18n/locales.ts";
import { OldBrowser } from "@/components/page_layout/OldBrowser.tsx";
import type { Theme } from "@/components/base/theme.ts";
import { define } from "@/utils.ts";
import { meet } from "./(_parts)/request_state.ts";
import { preloadedFonts } from "./(_parts)/preloads.ts";

/** Browser chrome in the page's background colour (tokens.css). */
const BACKGROUND = { light: "#ffffff", dark: "#0f1216" } as const;

export default define.page(function Document(ctx) {
  const { Component, url } = ctx;
  const { locale, t, theme } = meet(ctx);
  return (
    <html
      lang={locale}
      dir={directionOf(locale)}
      data-theme={theme === "system" ? undefined : theme}
    >
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <title>{t("title.home")}</title>
        <meta name="description" content={t("app.description")} />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <ThemeColor theme={theme} />
        <Styles locale={locale} isCall={isCallPage(url)} />
        <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
        <link rel="apple-touch-icon" href={asset("/apple-touch-icon.png")} />
        <link rel="manifest" href={asset("/manifest.webmanifest")} />
      </head>
      <body>
        <a class="skip" href="#main" aria-current="false">{t("nav.skip")}</a>
        <OldBrowser t={t} />
        <Component />
      </body>
    </html>
  );
});

function ThemeColor({ theme }: { theme: Theme }) {
  if (theme !== "system") return <meta name="theme-color" content={BACKGROUND[theme]} />;
  return (
    <>
      {(["light", "dark"] as const).map((scheme) => (
        <meta
          key={scheme}
          name="theme-color"
          content={BACKGROUND[scheme]}
          media={`(prefers-color-scheme: ${scheme})`}
        />
      ))}
    </>
  );
}

/** Style sheets, words and fonts that the page needs at once. */
function Styles({ locale, isCall }: { locale: Locale; isCall: boolean }) {
  return (
    <>
      <link rel="stylesheet" href={asset("/gen/app.css")} />
      {isCall && <link rel="stylesheet" href={asset("/gen/call.css")} />}
      {isCall && (
        <link
          rel="preload"
          as="fetch"
          type="application/json"
          href={asset(wordsPath(locale, "first"))}
          data-more={asset(wordsPath(locale, "rest"))}
          crossorigin="anonymous"
        />
      )}
      {preloadedFonts(locale).map((font) => (
        <link
          key={font}
          rel="preload"
          as="font"
          type="font/woff2"
          href={asset(font)}
          crossorigin="anonymous"
        />
      ))}
    </>
  );
}

/** Rooms and the test page have islands: they need the words, and the sheet for tiles and chat. */
function isCallPage({ pathname }: URL): boolean {
  return pathname.startsWith("/r/") || pathname === "/test";
}
