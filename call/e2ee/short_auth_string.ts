// The short authentication string of a room: equal for everybody unless somebody has replaced a key.
import { encode } from "./derive_key.ts";

/** Pairs of words with 6 bits each: 48 bits, for which nobody can search beforehand. */
export const PAIRS = 4;
export const BITS = 6;

/** A member's page: its id, the fingerprint of its key, and its random number. */
export type PageKeys = readonly [id: string, fingerprint: string, number: string];

/** The bits; the order of the pages does not matter. */
export async function sasBits(
  { room, pages, subtle }: { room: string; pages: readonly PageKeys[]; subtle: SubtleCrypto },
): Promise<Uint8Array> {
  const sorted = pages.map(([id, fingerprint, number]) => [id, fingerprint.toLowerCase(), number])
    .sort(([a], [b]) => (a ?? "") < (b ?? "") ? -1 : 1);
  const all = encode(JSON.stringify(["juz phrase", room, sorted]));
  return new Uint8Array(await subtle.digest("SHA-256", all)).subarray(0, PAIRS * BITS * 2 / 8);
}

/** The fingerprint that a description names (RFC 8122), if it names exactly one. */
function fingerprintOf(sdp: string | undefined): string | null {
  const found = new Set(
    [...(sdp ?? "").matchAll(/^a=fingerprint:\s*(.+?)\s*$/gim)].map(([, one]) =>
      one?.toLowerCase()
    ),
  );
  const [only] = found;
  return found.size === 1 && only ? only : null;
}

/** Reads them out of descriptions of 11 kB: once, however often a caller asks for the same text. */
export function fingerprintReader(): (sdp: string | undefined) => string | null {
  let last: string | undefined;
  let fingerprint: string | null = null;
  return (sdp) => {
    if (sdp !== last) fingerprint = fingerprintOf(sdp);
    last = sdp;
    return fingerprint;
  };
}
