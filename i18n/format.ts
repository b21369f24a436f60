// Dates, times and numbers in our three languages. Pure: the text depends only on the
// arguments, so a server and a browser agree. Times need a zone: give one ("Asia/Bishkek", "UTC"),
// or call in the browser only, where the visitor's own zone is meant.
import { FORMAT_WORDS } from "./format_words.ts";
import type { Locale } from "./locales.ts";
import { two } from "./timer.ts";

const DAY = 24 * 60 * 60_000;

/** Where the clock hangs: an IANA zone; absent means the reader's own (browser only). */
export type Zone = string | undefined;

/** "14:05": 24 hours in every language. `ms` counts from 1970. */
export function clock(ms: number, _locale: Locale, zone?: Zone): string {
  const { hour, minute } = wallClock(ms, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** "бүгүн", "кечээ", "эртең", "22-ноябрь", and with the year when it is not `now`'s: between days of a chat. */
export function dayLabel(ms: number, now: number, locale: Locale, zone?: Zone): string {
  const [then, today] = [wallClock(ms, zone), wallClock(now, zone)];
  const words = FORMAT_WORDS[locale];
  const age = dayNumber(today) - dayNumber(then);
  if (age === 0) return words.today;
  if (age === 1) return words.yesterday;
  if (age === -1) return words.tomorrow;
  const month = words.months[then.month - 1]!;
  return then.year === today.year
    ? words.date(then.day, month)
    : words.dateWithYear(then.day, month, then.year);
}

/** "14:05" today, else with its day: "эртең, 00:47", "22-ноябрь, 14:05". */
export function moment(ms: number, now: number, locale: Locale, zone?: Zone): string {
  const time = clock(ms, locale, zone);
  return sameDay(ms, now, zone) ? time : `${dayLabel(ms, now, locale, zone)}, ${time}`;
}

/** True when both moments fall on one calendar day: no separator is needed between them. */
export function sameDay(a: number, b: number, zone?: Zone): boolean {
  return dayNumber(wallClock(a, zone)) === dayNumber(wallClock(b, zone));
}

/** "1 234 567,5": at most `digits` decimals, none that are zero at the end. */
export function number(value: number, locale: Locale, digits = 2): string {
  const { group, decimal } = FORMAT_WORDS[locale];
  const rounded = Math.abs(value).toFixed(digits);
  const [whole = "0", rest = ""] = rounded.split(".");
  const fraction = rest.replace(/0+$/, "");
  const minus = value < 0 && Number(rounded) !== 0 ? "-" : "";
  return minus + whole.replace(/\B(?=(\d{3})+$)/g, group) + (fraction && decimal + fraction);
}

/** "42%" of a share between 0 and 1. */
export function percent(share: number, locale: Locale): string {
  return number(share * 100, locale, 0) + FORMAT_WORDS[locale].percent;
}

/** "2,3 МБ": units of 1024, as file managers show them; one decimal below ten. */
export function fileSize(bytes: number, locale: Locale): string {
  const units = FORMAT_WORDS[locale].bytes;
  let [value, unit] = [bytes, 0];
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_024;
    unit++;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${number(value, locale, digits)}\u00a0${units[unit]}`;
}

interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const clocks = new Map<Zone, Intl.DateTimeFormat>();

/** What a clock and a calendar on the wall of that zone show. Only Intl's digits are used. */
function wallClock(ms: number, zone: Zone): WallClock {
  let format = clocks.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      hourCycle: "h23",
      calendar: "gregory",
      ...(zone === undefined ? {} : { timeZone: zone }),
    });
    clocks.set(zone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN } = parts;
  return { year, month, day, hour, minute };
}

function dayNumber({ year, month, day }: WallClock): number {
  return Date.UTC(year, month - 1, day) / DAY;
}
