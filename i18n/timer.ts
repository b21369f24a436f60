// How long something lasts. Its few words stand here, so that a room loads no others.
import type { Locale } from "./locales.ts";

const NBSP = "\u00a0";

/** Short units. */
const UNITS: Readonly<Record<Locale, { hour: string; minute: string; second: string }>> = {
  ky: { hour: "саат", minute: "мүн", second: "сек" },
  ru: { hour: "ч", minute: "мин", second: "с" },
  en: { hour: "h", minute: "min", second: "s" },
};

/** "0:07", "12:34", "1:02:03": a running clock, the same in every language. */
export function timer(ms: number): string {
  const { hours, minutes, seconds } = split(ms);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** "PT1H2M3S", for the `datetime` of a `<time>` that shows a duration. */
export function isoDuration(ms: number): string {
  const { hours, minutes, seconds } = split(ms);
  return `PT${hours}H${minutes}M${seconds}S`;
}

/** Hours, minutes and seconds of a time in milliseconds. */
function split(ms: number): { hours: number; minutes: number; seconds: number } {
  const total = Math.max(0, Math.floor(ms / 1000));
  return {
    hours: Math.floor(total / 3600),
    minutes: Math.floor(total / 60) % 60,
    seconds: total % 60,
  };
}

/** With a zero in front where it has one digit. */
export function two(n: number): string {
  return String(n).padStart(2, "0");
}

/** "45 сек", "12 мүн", "1 саат 2 мүн": how long something took. */
export function duration(ms: number, locale: Locale): string {
  const { hours, minutes, seconds } = split(ms);
  const { hour, minute, second } = UNITS[locale];
  if (hours === 0 && minutes === 0) return `${seconds}${NBSP}${second}`;
  const parts = [[hours, hour], [minutes, minute]] as const;
  return parts.filter(([n]) => n > 0).map(([n, unit]) => `${n}${NBSP}${unit}`).join(" ");
}
