// Words of dates, times and units. Kyrgyz as in CLDR (ICU 78.2), which Chromium and Deno lack; the
// other two are ours as well, so that a server and every browser print the same text.
import type { Locale } from "./locales.ts";

/** A word for each plural category that the language distinguishes; `other` stands for the rest. */
export type Forms = { other: string; one?: string; few?: string; many?: string };

/** What the functions of `format.ts` need to know about one language. */
export interface FormatWords {
  /** January first, as written after a day number. */
  months: readonly string[];
  /** Sunday first. */
  weekdays: readonly string[];
  today: string;
  yesterday: string;
  tomorrow: string;
  now: string;
  ago: Record<"minute" | "hour" | "day", Forms>;
  bytes: readonly string[];
  group: string;
  decimal: string;
  percent: string;
  /** Between the last two of two, and of three or more. */
  and: readonly [two: string, many: string];
  date: (day: number, month: string) => string;
  dateWithYear: (day: number, month: string, year: number) => string;
  dateInFull: (day: number, month: string, year: number, weekday: string) => string;
}

const NBSP = "\u00a0";

const ky: FormatWords = {
  months: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
    .split(" "),
  weekdays: "жекшемби дүйшөмбү шейшемби шаршемби бейшемби жума ишемби".split(" "),
  today: "бүгүн",
  yesterday: "кечээ",
  tomorrow: "эртең",
  now: "азыр",
  ago: {
    minute: { other: "{n} мүнөт мурун" },
    hour: { other: "{n} саат мурун" },
    day: { other: "{n} күн мурун" },
  },
  bytes: ["Б", "КБ", "МБ", "ГБ"],
  group: NBSP,
  decimal: ",",
  percent: "%",
  and: [" жана ", " жана "],
  date: (day, month) => `${day}-${month}`,
  dateWithYear: (day, month, year) => `${year}-ж., ${day}-${month}`,
  dateInFull: (day, month, year, weekday) => `${year}-ж., ${day}-${month}, ${weekday}`,
};

const ru: FormatWords = {
  months: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    .split(" "),
  weekdays: "воскресенье понедельник вторник среда четверг пятница суббота".split(" "),
  today: "сегодня",
  yesterday: "вчера",
  tomorrow: "завтра",
  now: "сейчас",
  ago: {
    minute: { one: "{n} минуту назад", few: "{n} минуты назад", other: "{n} минут назад" },
    hour: { one: "{n} час назад", few: "{n} часа назад", other: "{n} часов назад" },
    day: { one: "{n} день назад", few: "{n} дня назад", other: "{n} дней назад" },
  },
  bytes: ["Б", "КБ", "МБ", "ГБ"],
  group: NBSP,
  decimal: ",",
  percent: NBSP + "%",
  and: [" и ", " и "],
  date: (day, month) => `${day} ${month}`,
  dateWithYear: (day, month, year) => `${day} ${month} ${year} г.`,
  dateInFull: (day, month, year, weekday) => `${weekday}, ${day} ${month} ${year} г.`,
};

const en: FormatWords = {
  months: ("January February March April May June July August September October November " +
    "December").split(" "),
  weekdays: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
  today: "today",
  yesterday: "yesterday",
  tomorrow: "tomorrow",
  now: "now",
  ago: {
    minute: { one: "{n} minute ago", other: "{n} minutes ago" },
    hour: { one: "{n} hour ago", other: "{n} hours ago" },
    day: { one: "{n} day ago", other: "{n} days ago" },
  },
  bytes: ["B", "KB", "MB", "GB"],
  group: ",",
  decimal: ".",
  percent: "%",
  and: [" and ", ", and "],
  date: (day, month) => `${month} ${day}`,
  dateWithYear: (day, month, year) => `${month} ${day}, ${year}`,
  dateInFull: (day, month, year, weekday) => `${weekday}, ${month} ${day}, ${year}`,
};

/** The words of each language. */
export const FORMAT_WORDS: Record<Locale, FormatWords> = { ky, ru, en };
