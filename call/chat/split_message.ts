// Splits long text into several messages; none of them begins inside a word, a link or an emoji.
import { charactersOf } from "../../protocol/characters.ts";
import { MAX_TEXT } from "../../protocol/limits.ts";
import { encode } from "../e2ee/derive_key.ts";
import { MAX_SEALED_BYTES } from "./cipher.ts";

/** Most messages that one text may become: more would flood the others. */
export const MAX_PIECES = 5;

interface Options {
  /** Whether the text is sent encrypted; less of it fits then. */
  sealed: boolean;
}

/** Whether a text is longer than `pieces` messages (1 for an edit). */
export function isTooLong(
  words: string,
  { sealed, pieces = MAX_PIECES }: Options & { pieces?: number },
): boolean {
  return words.length > pieces * MAX_TEXT || cutToFit(words, { sealed }).length > pieces;
}

/** Cuts a text so that each piece fits into one message; together the pieces are the text. */
export function cutToFit(words: string, { sealed }: Options): string[] {
  const limit = sealed ? MAX_SEALED_BYTES : MAX_TEXT;
  const sizeOf = (text: string) => sealed ? encode(text).length : text.length;
  const pieces: string[] = [];
  let rest = words;
  while (sizeOf(rest) > limit) {
    const end = endOfPiece(rest, { limit, sizeOf });
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === "" ? pieces : [...pieces, rest];
}

/** UTF-16 units of the longest character in use: a family of emoji has about 30. */
const LONGEST = 64;

interface Fit {
  limit: number;
  sizeOf: (text: string) => number;
}

/**
 * Where the first piece of `text` ends: after the last line that fits, if that fills half of a message;
 * else after the last word that fits; without white space, after the last character as people see it.
 * A character that is longer than a message is cut between code points.
 */
function endOfPiece(text: string, { limit, sizeOf }: Fit): number {
  // Every UTF-16 unit counts at least 1, so this is enough text to hold one more character than fits:
  // the last one that fits is known to have ended.
  const head = text.slice(0, limit + LONGEST);
  const best = { letter: 0, word: 0, line: 0 };
  let [size, end] = [0, 0];
  for (const segment of charactersOf(head)) {
    size += sizeOf(segment);
    end += segment.length;
    if (size > limit || (end === head.length && end < text.length)) break;
    best.letter = end;
    if (/\s$/.test(segment)) best.word = end;
    if (/\n$/.test(segment)) best.line = end;
  }
  if (best.line > best.letter / 2) return best.line;
  return best.word || best.letter || endOfCodePoints(text.slice(0, limit), { limit, sizeOf });
}

function endOfCodePoints(text: string, { limit, sizeOf }: Fit): number {
  let [end, size] = [0, 0];
  for (const letter of text) {
    size += sizeOf(letter);
    if (size > limit) break;
    end += letter.length;
  }
  return end;
}
