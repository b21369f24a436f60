// Which parts of the font a page asks for at once, before the style sheet is read.
import type { Locale } from "@/i18n/locales.ts";

/** Addresses of the subsets that the text of a page in this language is sure to need. */
export function preloadedFonts(locale: Locale): string[] {
  return subsetsOf(locale).map((subset) => `/gen/onest-${subset}.woff2`);
}

function subsetsOf(locale: Locale): string[] {
  switch (locale) {
    case "ky":
      return ["cyrillic", "cyrillic-ext"]; // "ң", "ө", "ү" are in the second one
    case "ru":
      return ["cyrillic"];
    case "en":
      return ["latin"];
  }
}
