// Dates, numbers and lists, above all in Kyrgyz, which browsers do not know.
import assert from "node:assert/strict";
import { clock, dayLabel, moment, number, percent, sameDay } from "@/i18n/format.ts";
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

Deno.test("all twelve months have their own names", () => {
  for (const locale of LOCALES) {
    const names = Array.from(
      { length: 12 },
      (_, month) => dayLabel(Date.UTC(2026, month, 5), NOW, locale, "UTC").replace(/\d+/g, ""),
    );
    assert.equal(new Set(names).size, 12);
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

Deno.test("shares", () => {
  assert.equal(percent(0.42, "ky"), "42%");
  assert.equal(percent(1, "ru"), `100${NBSP}%`);
});

Deno.test("nothing Kyrgyz has Latin letters, AM or PM", () => {
  for (let hour = 0; hour < 48; hour += 5) {
    const ms = NOW - hour * 3_600_000;
    for (const text of [dayLabel(ms, NOW, "ky", ZONE), clock(ms, "ky", ZONE)]) {
      assert.doesNotMatch(text, /[A-Za-z]/);
    }
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
