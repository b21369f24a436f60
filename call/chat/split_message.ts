// Long words become several messages, and no message begins inside a word, a link or an emoji.
import { charactersOf } from "../../protocol/characters.ts";
import { MAX_TEXT } from "../../protocol/limits.ts";
import { encode } from "../e2ee/derive_key.ts";
import { MAX_SEALED_BYTES } from "./cipher.ts";

/** Messages that one text may become: more would flood the others. */
export const MAX_PIECES = 5;

interface Options {
  /** Whether the words travel encrypted; less of them fits then. */
  sealed: boolean;
}

/** Whether words are more than may be said at once: `pieces` messages (1 for an edit). */
export function isTooLong(
  words: string,
  { sealed, pieces = MAX_PIECES }: Options & { pieces?: number },
): boolean {
  return words.length > pieces * MAX_TEXT || cutToFit(words, { sealed }).length > pieces;
}

/** Cuts words so that each piece fits into one message; together the pieces are the words. */
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

/** UTF-16 units of the longest character that anybody means: a family of emoji has about 30. */
const LONGEST = 64;

interface Fit {
  limit: number;
  sizeOf: (text: string) => number;
}

/**
 * Where the first piece of `text` ends: behind the last line that fits, if it fills the half of a
 * message; else behind the last word that fits; else, where there is no white space, behind the last
 * character as people see it. What is longer than a message by itself is cut between code points.
 */
function endOfPiece(text: string, { limit, sizeOf }: Fit): number {
  // No letter takes less than one of the units that count; behind them one more character is seen
  // whole, so that the last one that fits is known to have ended.
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
