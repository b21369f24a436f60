// Names of rooms that belong to somebody: the name is made of the host's secret, so it proves itself.

/** 32 letters and digits that are not mistaken for one another (Crockford's base 32). */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const GROUPS = 4;
const GROUP = 5;

/** Bytes of a hash that {@link ownedSuffix} uses up: it shows 100 of their bits. */
export const SUFFIX_BYTES = Math.ceil(GROUPS * GROUP * 5 / 8);

const OWNED = new RegExp(
  `(?:^|-)([${ALPHABET}]{${GROUP}}(?:-[${ALPHABET}]{${GROUP}}){${GROUPS - 1}})$`,
);

/** "7k2m9-q4xw8-tnc5b-3hd7f": the first hundred bits of a hash, as they are read out. */
export function ownedSuffix(hash: Uint8Array): string {
  if (hash.length < SUFFIX_BYTES) throw new RangeError("too few bytes");
  let bits = 0n;
  for (const byte of hash.subarray(0, SUFFIX_BYTES)) bits = bits << 8n | BigInt(byte);
  bits >>= BigInt(SUFFIX_BYTES * 8 - GROUPS * GROUP * 5);
  const letters = Array.from({ length: GROUPS * GROUP }, (_, at) => {
    const shift = BigInt(5 * (GROUPS * GROUP - 1 - at));
    return ALPHABET[Number(bits >> shift & 31n)] ?? "";
  }).join("");
  return Array.from({ length: GROUPS }, (_, at) => letters.slice(at * GROUP, (at + 1) * GROUP))
    .join("-");
}

/** The part of a room's name that is made of its host's secret; null for an open room. */
export function ownedPart(room: string): string | null {
  return OWNED.exec(room)?.[1] ?? null;
}
