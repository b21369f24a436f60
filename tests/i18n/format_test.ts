// Dates, numbers and lists, above all in Kyrgyz, which browsers do not know.
import assert from "node:assert/strict";
import {
  bytes,
  clock,
  dayLabel,
  list,
  longDate,
  moment,
  number,
  percent,
  relativeTime,
  sameDay,
} from "@/i18n/format.ts";
import { duration, isoDuration, timer } from "@/i18n/timer.ts";
import { LOCALES } from "@/i18n/messages.ts";

const ZONE = "Asia/Bishkek"; // UTC+6 all year
const at = (text: string) => Date.parse(text);
/** 22 November 2026, 14:05 in Bishkek; a Sunday. */
const NOW = at("2026-11-22T08:05:00Z");
const NBSP = "\u00a0";

Deno.test("the clock has 24 hours in every language", () => {
  for (const locale of LOCALES) {
    assert.equal(clock(NOW, locale, ZONE), "14:05");
    assert.equal(clock(at("2026-11-21T18:00:00Z"), locale, ZONE), "00:00");
    assert.equal(clock(NOW, locale, "UTC"), "08:05");
  }
});

Deno.test("a date in full is written as CLDR writes it in Kyrgyz", () => {
  assert.equal(longDate(NOW, "ky", ZONE), "2026-ж., 22-ноябрь, жекшемби");
  assert.equal(longDate(NOW, "ru", ZONE), "воскресенье, 22 ноября 2026 г.");
  assert.equal(longDate(NOW, "en", ZONE), "Sunday, November 22, 2026");
});

Deno.test("all twelve months and seven days have their own names", () => {
  for (const locale of LOCALES) {
    const names = (moments: number[]) =>
      new Set(moments.map((ms) => longDate(ms, locale, "UTC").replace(/\d+/g, "")));
    const week = Array.from({ length: 7 }, (_, i) => Date.UTC(2026, 10, 22 + i));
    const sundays = [4, 1, 1, 5, 3, 7, 5, 2, 6, 4, 1, 6].map((day, i) => Date.UTC(2026, i, day));
    assert.equal(names(week).size, 7);
    assert.equal(names(sundays).size, 12);
  }
});

Deno.test("Russian and English dates agree with Intl", () => {
  for (let day = 0; day < 400; day += 13) {
    const ms = NOW + day * 86_400_000;
    for (const [locale, tag] of [["ru", "ru-RU"], ["en", "en-US"]] as const) {
      const intl = new Intl.DateTimeFormat(tag, { dateStyle: "full", timeZone: ZONE }).format(ms);
      assert.equal(longDate(ms, locale, ZONE), intl.replaceAll(/[\u00a0\u202f]/g, " "));
    }
  }
});

Deno.test("a chat's days are called today and yesterday, else by their date", () => {
  assert.equal(dayLabel(NOW, NOW, "ky", ZONE), "бүгүн");
  assert.equal(dayLabel(at("2026-11-21T17:59:00Z"), NOW, "ky", ZONE), "кечээ");
  assert.equal(dayLabel(at("2026-11-21T18:00:00Z"), NOW, "ky", ZONE), "бүгүн");
  assert.equal(dayLabel(at("2026-11-20T12:00:00Z"), NOW, "ky", ZONE), "20-ноябрь");
  assert.equal(dayLabel(at("2025-03-08T12:00:00Z"), NOW, "ky", ZONE), "2025-ж., 8-март");
  assert.equal(dayLabel(at("2025-03-08T12:00:00Z"), NOW, "ru", ZONE), "8 марта 2025 г.");
  assert.equal(dayLabel(at("2026-11-20T12:00:00Z"), NOW, "en", ZONE), "November 20");
});

Deno.test("yesterday is the day before also across a month, a year and a clock change", () => {
  assert.equal(
    dayLabel(at("2026-02-28T12:00Z"), at("2026-03-01T12:00Z"), "en", "UTC"),
    "yesterday",
  );
  assert.equal(
    dayLabel(at("2025-12-31T12:00Z"), at("2026-01-01T12:00Z"), "en", "UTC"),
    "yesterday",
  );
  const [before, after] = [at("2026-03-29T00:30:00Z"), at("2026-03-29T22:30:00Z")]; // 22 hours
  assert.equal(dayLabel(before, after, "en", "Europe/Berlin"), "yesterday");
  assert.equal(sameDay(before, after, "Europe/Berlin"), false);
  assert.equal(sameDay(before, after, "UTC"), true);
});

Deno.test("time gone by is told in minutes, hours and days", () => {
  const ago = (minutes: number, locale: "ky" | "ru" | "en") =>
    relativeTime(NOW - minutes * 60_000, NOW, locale);
  assert.equal(ago(0.5, "ky"), "азыр");
  assert.equal(ago(5, "ky"), "5 мүнөт мурун");
  assert.equal(ago(125, "ky"), "2 саат мурун");
  assert.equal(ago(3 * 24 * 60, "ky"), "3 күн мурун");
  assert.equal(ago(21, "ru"), "21 минуту назад");
  assert.equal(ago(22, "ru"), "22 минуты назад");
  assert.equal(ago(5 * 60, "ru"), "5 часов назад");
  assert.equal(ago(1, "en"), "1 minute ago");
  assert.equal(ago(-5, "ky"), "азыр"); // the server's clock is ahead
});

Deno.test("a running clock shows hours only when there are some", () => {
  assert.equal(timer(0), "0:00");
  assert.equal(timer(754_999), "12:34");
  assert.equal(timer(3_723_000), "1:02:03");
  assert.equal(timer(-5), "0:00");
  assert.equal(isoDuration(3_723_000), "PT1H2M3S");
});

Deno.test("how long something took is told in words", () => {
  assert.equal(duration(45_000, "ky"), `45${NBSP}сек`);
  assert.equal(duration(12 * 60_000 + 5_000, "ky"), `12${NBSP}мүн`);
  assert.equal(duration(62 * 60_000, "ky"), `1${NBSP}саат 2${NBSP}мүн`);
  assert.equal(duration(2 * 3_600_000, "en"), `2${NBSP}h`);
  assert.equal(duration(62 * 60_000, "ru"), `1${NBSP}ч 2${NBSP}мин`);
});

Deno.test("numbers are grouped by threes", () => {
  assert.equal(number(1_234_567.5, "ky"), `1${NBSP}234${NBSP}567,5`);
  assert.equal(number(1_234_567.5, "en"), "1,234,567.5");
  assert.equal(number(-1_000, "ru"), `-1${NBSP}000`);
  assert.equal(number(0.004, "ky"), "0");
  assert.equal(number(-0.004, "ky"), "0");
  assert.equal(number(12.3456, "ky", 1), "12,3");
  assert.equal(number(999, "en"), "999");
});

Deno.test("sizes and shares", () => {
  assert.equal(bytes(512, "ky"), `512${NBSP}Б`);
  assert.equal(bytes(12_500_000, "ky"), `12,5${NBSP}МБ`);
  assert.equal(bytes(100_000_000, "en"), `100${NBSP}MB`);
  assert.equal(bytes(999_960, "en"), `1${NBSP}MB`);
  assert.equal(percent(0.42, "ky"), "42%");
  assert.equal(percent(1, "ru"), `100${NBSP}%`);
});

Deno.test("lists end with the language's own word for and", () => {
  const names = ["Айбек", "Бектур", "Гүлнар"];
  assert.equal(list(names, "ky"), "Айбек, Бектур жана Гүлнар");
  assert.equal(list(names.slice(0, 2), "ky"), "Айбек жана Бектур");
  assert.equal(list(names, "ru"), "Айбек, Бектур и Гүлнар");
  assert.equal(list(names, "en"), "Айбек, Бектур, and Гүлнар");
  assert.equal(list(names.slice(0, 2), "en"), "Айбек and Бектур");
  assert.equal(list(["Айбек"], "ky"), "Айбек");
  assert.equal(list([], "ky"), "");
});

Deno.test("nothing Kyrgyz has Latin letters, AM or PM", () => {
  for (let hour = 0; hour < 48; hour += 5) {
    const ms = NOW - hour * 3_600_000;
    const all = [
      longDate(ms, "ky", ZONE),
      dayLabel(ms, NOW, "ky", ZONE),
      relativeTime(ms, NOW, "ky"),
    ];
    for (const text of [...all, clock(ms, "ky", ZONE)]) assert.doesNotMatch(text, /[A-Za-z]/);
  }
});

Deno.test("a moment of another day says which day", () => {
  const hours = (n: number) => NOW + n * 3_600_000;
  const said = (ms: number, locale: "ky" | "ru" | "en") => moment(ms, NOW, locale, ZONE);
  assert.equal(said(hours(2), "ky"), "16:05");
  assert.equal(said(hours(10.7), "ky"), "эртең, 00:47");
  assert.equal(said(hours(10.7), "ru"), "завтра, 00:47");
  assert.equal(said(hours(10.7), "en"), "tomorrow, 00:47");
  assert.equal(said(hours(-24), "en"), "yesterday, 14:05");
  assert.equal(said(hours(24 * 7), "ky"), "29-ноябрь, 14:05");
  assert.equal(said(hours(24 * 60), "ky"), `${dayLabel(hours(24 * 60), NOW, "ky", ZONE)}, 14:05`);
  assert.match(said(hours(24 * 60), "ky"), /2027/);
});
