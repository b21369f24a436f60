// Words of dates, times and units. Kyrgyz as in CLDR (ICU 78.2), which Chromium and Deno lack; the
// other two are ours as well, so that a server and every browser print the same text.
import type { Locale } from "./locales.ts";

/** What the functions of `format.ts` need to know about one language. */
export interface FormatWords {
  /** January first, as written after a day number. */
  months: readonly string[];
  today: string;
  yesterday: string;
  tomorrow: string;
  group: string;
  decimal: string;
  percent: string;
  /** Bytes, then 1024 times as much each. */
  bytes: readonly string[];
  date: (day: number, month: string) => string;
  dateWithYear: (day: number, month: string, year: number) => string;
}

const NBSP = "\u00a0";

const ky: FormatWords = {
  months: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
    .split(" "),
  today: "бүгүн",
  yesterday: "кечээ",
  tomorrow: "эртең",
  group: NBSP,
  decimal: ",",
  percent: "%",
  bytes: ["Б", "КБ", "МБ", "ГБ"],
  date: (day, month) => `${day}-${month}`,
  dateWithYear: (day, month, year) => `${year}-ж., ${day}-${month}`,
};

const ru: FormatWords = {
  months: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    .split(" "),
  today: "сегодня",
  yesterday: "вчера",
  tomorrow: "завтра",
  group: NBSP,
  decimal: ",",
  percent: NBSP + "%",
  bytes: ["Б", "КБ", "МБ", "ГБ"],
  date: (day, month) => `${day} ${month}`,
  dateWithYear: (day, month, year) => `${day} ${month} ${year} г.`,
};

const en: FormatWords = {
  months: ("January February March April May June July August September October November " +
    "December").split(" "),
  today: "today",
  yesterday: "yesterday",
  tomorrow: "tomorrow",
  group: ",",
  decimal: ".",
  percent: "%",
  bytes: ["B", "KB", "MB", "GB"],
  date: (day, month) => `${month} ${day}`,
  dateWithYear: (day, month, year) => `${month} ${day}, ${year}`,
};

/** The words of each language. */
export const FORMAT_WORDS: Record<Locale, FormatWords> = { ky, ru, en };
