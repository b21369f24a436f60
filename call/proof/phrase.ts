// Four words for the keys of a whole room: the same for everybody, unless somebody swapped a key.

/** Of four words with two syllables each. Letters stand for sounds that every language here has. */
const WORDS = 4;
const SYLLABLES = 2;
/** 16 consonants and 4 vowels: 6 bits a syllable. */
const CONSONANTS = 16;
const VOWELS = 4;

/**
 * Words are few bits, so each try has to cost: this many rounds are about a tenth of a second. Whoever
 * sits in the middle has a second or two, and needs some 2^24 tries on either side.
 */
const ROUNDS = 150_000;

/** Page of a member: its id, and the fingerprint of the key that it encrypts with. */
export type Page = readonly [id: string, fingerprint: string];

/** Bits of the phrase; the order of the pages does not matter. */
export async function phraseBits(
  { room, pages, subtle }: { room: string; pages: readonly Page[]; subtle: SubtleCrypto },
): Promise<Uint8Array> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const sorted = pages.map(([id, fingerprint]) => [id, fingerprint.toLowerCase()]).sort((
    [a],
    [b],
  ) => (a ?? "") < (b ?? "") ? -1 : 1);
  const all = encode(JSON.stringify(sorted));
  const base = await subtle.importKey("raw", all, "PBKDF2", false, ["deriveBits"]);
  const salt = encode(`juz phrase ${room}`);
  const how = { name: "PBKDF2", hash: "SHA-256", iterations: ROUNDS, salt };
  return new Uint8Array(await subtle.deriveBits(how, base, 8 * WORDS * SYLLABLES));
}

/** The words, in the letters of a language: 16 consonants, 4 vowels. */
export function phraseWords(
  bits: Uint8Array,
  { consonants, vowels }: { consonants: string; vowels: string },
): string[] {
  const syllables = [...bits].map((byte) =>
    (consonants[byte % CONSONANTS] ?? "") + (vowels[Math.floor(byte / CONSONANTS) % VOWELS] ?? "")
  );
  return Array.from(
    { length: WORDS },
    (_, at) => syllables.slice(at * SYLLABLES, (at + 1) * SYLLABLES).join(""),
  );
}

/** The fingerprint that a description names (RFC 8122), if it names exactly one. */
export function fingerprintOf(sdp: string | undefined): string | null {
  const found = new Set(
    [...(sdp ?? "").matchAll(/^a=fingerprint:\s*(.+?)\s*$/gim)].map(([, one]) =>
      one?.toLowerCase()
    ),
  );
  const [only] = found;
  return found.size === 1 && only ? only : null;
}
