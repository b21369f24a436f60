// What people type, made into a room's name or a person's name.
import { charactersOf } from "./characters.ts";
import { MAX_NAME, MAX_ROOM } from "./limits.ts";

const NOT_IN_ROOM_NAME = /[^\p{L}\p{M}\p{N}_-]+/gu;
const CONTROL_OR_BIDI = /[\p{Cc}\p{Cs}\p{Co}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Two lines that become one are two words. */
const LINE_END = /[\t-\r\u0085]/g;
/** What nobody sees: fillers, soft hyphens, joiners, selectors, tags. Some of it is a letter to Unicode. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu;
/** Signs that are as blank as a space, and are none: the Braille blank, the null note head. */
const BLANK = /[\u2800\u{1d159}\ufffc]/gu;
/** Scripts whose letters take another form beside a joiner. */
const JOINING = ["Arab", "Syrc", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda"]
  .concat("Mlym", "Sinh", "Khmr", "Mymr").map((script) => `\\p{Script=${script}}`).join("");
const EMOJI = "\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]?\\p{Emoji_Modifier}?";
/** Where something invisible is part of what is seen (the first group), and where it is not. */
const INVISIBLE_BUT_NEEDED = new RegExp(
  [
    `(${EMOJI}(?:\\u200d${EMOJI})*(?:[\\u{e0030}-\\u{e007a}]{1,6}\\u{e007f})?`,
    "[0-9#*]\\ufe0f\\u20e3",
    `[${JOINING}](?:[\\u200c\\u200d][${JOINING}])+)`,
    "\\p{Default_Ignorable_Code_Point}+",
  ].join("|"),
  "gu",
);
/** More accents upon one letter than any language has reach into the lines above and below. */
const PILED_UP = /([\p{Mn}\p{Me}]{4})[\p{Mn}\p{Me}]+/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * The room's name as it stands in the address: NFC, lower case, words joined by "-".
 * Null when nothing usable is left or it is longer than {@link MAX_ROOM}.
 * A name that it returned is returned unchanged: the server takes only such names.
 */
export function roomName(typed: string): string | null {
  // NFC comes after lower case: "J̌" has no composed capital, "ǰ" has a composed small letter.
  const name = typed.replace(INVISIBLE, "").toLowerCase().normalize("NFC")
    .replace(PILED_UP, "$1").replace(NOT_IN_ROOM_NAME, "-").replace(/^[-\p{M}]+|-+$/gu, "");
  return name === "" || name.length > MAX_ROOM ? null : name;
}

/**
 * A person's name, cleaned of control and direction characters and of what is not seen; null when
 * nothing is left that could be seen.
 * A name that it returned is returned unchanged: the server takes only such names.
 */
export function personName(typed: string): string | null {
  return visibleText(typed, cutName);
}

/**
 * A line of text as {@link personName} writes one, of the length that `cut` leaves of it; null when
 * nothing is left that could be seen. What it returned is returned unchanged.
 */
export function visibleText(typed: string, cut: (text: string) => string): string | null {
  let text = typed;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const cleaner = cut(cleaned(text)).trimEnd();
    if (cleaner === text) return VISIBLE.test(text) ? text : null;
    text = cleaner;
  }
  return null;
}

/** One step of cleaning may leave work for another; no text was found that needs more than four. */
const MAX_ROUNDS = 10;

function cleaned(typed: string): string {
  const seen = typed.replace(LINE_END, " ").replace(CONTROL_OR_BIDI, "").replace(BLANK, " ")
    .replace(INVISIBLE_BUT_NEEDED, (_, needed?: string) => needed ?? "");
  // NFC comes after the cleaning, which may bring a letter and its accent together.
  return seen.normalize("NFC").replace(PILED_UP, "$1").replace(/\s+/g, " ")
    .replace(/^[\s\p{M}]+|\s+$/gu, "");
}

/** At most so many code points of a name, and no character as people see them in halves. */
export function cutName(name: string, most: number = MAX_NAME): string {
  if (name.length <= most) return name;
  let kept = "";
  let room = most;
  for (const character of charactersOf(name)) {
    room -= [...character].length;
    if (room < 0) break;
    kept += character;
  }
  return kept || [...name].slice(0, most).join("");
}
