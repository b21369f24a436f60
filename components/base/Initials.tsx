// What stands where a picture would: the first letters of a name, on a colour of its own.
import { charactersOf } from "@/protocol/characters.ts";

const HUES = 8;

/** First letters of the first and last word, as people see letters (grapheme clusters). */
export function initialsOf(name: string): string {
  const words = name.split(" ").map((word) => word.replace(/^\p{P}+(?=.)/u, ""))
    .filter((word) => word !== "");
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstLetter(word ?? "")).join("").toLocaleUpperCase();
}

/** The same colour for the same person, on every screen: 0 … 7. By the id: names can be alike. */
export function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % HUES;
}

function firstLetter(word: string): string {
  const [first = ""] = charactersOf(word);
  return first;
}

/** The name itself stands beside it, so this is decoration. In the lobby nobody has an id yet. */
export function Initials({ name, id = name }: { name: string; id?: string }) {
  return <span class="avatar" data-hue={hueOf(id)} aria-hidden="true">{initialsOf(name)}</span>;
}
