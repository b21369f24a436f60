// Derives a key for one purpose from the room's key (HKDF, RFC 5869).

/** As UTF-8. */
export function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** What a derived key is for. */
export interface Purpose {
  info: string;
  algorithm: HmacImportParams | AesKeyAlgorithm;
  usages: KeyUsage[];
}

/** The derived key; the same for everybody who has the room's key. */
export async function deriveKey(
  subtle: SubtleCrypto,
  { key, purpose: { info, algorithm, usages } }: { key: string; purpose: Purpose },
): Promise<CryptoKey> {
  const base = await subtle.importKey("raw", encode(key), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encode(info) };
  return await subtle.deriveKey(how, base, algorithm, false, usages);
}
