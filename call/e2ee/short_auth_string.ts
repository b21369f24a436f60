// Bits for the keys of a whole room, read out as words: the same for everybody, unless somebody swapped a key.
import { encode } from "./derive_key.ts";

/** Pairs of a word of either list, which says 6 bits: 48 bits that nobody can look for beforehand. */
export const PAIRS = 4;
export const BITS = 6;

/** Page of a member: its id, the fingerprint of its key, and the number that it drew. */
export type PageKeys = readonly [id: string, fingerprint: string, number: string];

/** Bits of the phrase; the order of the pages does not matter. */
export async function sasBits(
  { room, pages, subtle }: { room: string; pages: readonly PageKeys[]; subtle: SubtleCrypto },
): Promise<Uint8Array> {
  const sorted = pages.map(([id, fingerprint, number]) => [id, fingerprint.toLowerCase(), number])
    .sort(([a], [b]) => (a ?? "") < (b ?? "") ? -1 : 1);
  const all = encode(JSON.stringify(["juz phrase", room, sorted]));
  return new Uint8Array(await subtle.digest("SHA-256", all)).subarray(0, PAIRS * BITS * 2 / 8);
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
