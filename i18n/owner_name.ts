// Whose something is: a name in the form that stands before what belongs to its bearer. Pure.
import type { Locale } from "./locales.ts";

/** Which vowel an ending takes after the last vowel of a Kyrgyz name. */
const HARMONY: readonly (readonly [after: string, vowel: string])[] = [
  ["аыя", "ы"],
  ["эеи", "и"],
  ["оуюё", "у"],
  ["өү", "ү"],
];
const VOICELESS = "кпстфхцчшщ";

/** "Айбектин", "Aibek’s"; in Russian the name as it is, for nobody knows how it is declined. */
export function ownerName(name: string, locale: Locale): string {
  if (locale === "en") return `${name}’s`;
  return locale === "ky" ? name + endingOf(name) : name;
}

/** Nothing after what is no Cyrillic word: "Aibek", "Асан 2". */
function endingOf(name: string): string {
  const letters = name.toLowerCase();
  const last = letters.at(-1) ?? "";
  if (!/\p{Script=Cyrillic}/u.test(last)) return ":";
  const vowels = HARMONY.map(([after]) => after).join("");
  const lastVowel = [...letters].findLast((letter) => vowels.includes(letter)) ?? "а";
  const vowel = HARMONY.find(([after]) => after.includes(lastVowel))?.[1] ?? "ы";
  const consonant = vowels.includes(last) ? "н" : VOICELESS.includes(last) ? "т" : "д";
  return `${consonant}${vowel}н`;
}
