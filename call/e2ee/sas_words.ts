// Turns the bits of a short authentication string into words that people can read out.
import { BITS, PAIRS } from "./short_auth_string.ts";

/** Lists of 64 words each: what something is like, and what it is. */
export interface WordLists {
  first: readonly string[];
  second: readonly string[];
}

/** The words, in a language. */
export function phraseWords(bits: Uint8Array, { first, second }: WordLists): string[] {
  let all = 0n;
  for (const byte of bits) all = all << 8n | BigInt(byte);
  const numbers = Array.from(
    { length: 2 * PAIRS },
    (_, at) => Number(all >> BigInt(BITS * (2 * PAIRS - 1 - at)) & 63n),
  );
  return Array.from(
    { length: PAIRS },
    (_, at) => `${first[numbers[2 * at] ?? 0]} ${second[numbers[2 * at + 1] ?? 0]}`,
  );
}
