// Encrypts a room's title with the room's key: the server keeps it and cannot read it.
import { SEALED_TITLE } from "../../protocol/titles.ts";
import type { Secrets } from "../ports.ts";
import { fromText, toText } from "./base64url.ts";
import { deriveKey, encode, type Purpose } from "./derive_key.ts";

const NONCE_BYTES = 12;
const TITLE: Purpose = {
  info: "juz title",
  algorithm: { name: "AES-GCM", length: 256 },
  usages: ["encrypt", "decrypt"],
};

interface Options {
  secrets: Secrets;
  room: string;
  key: string;
}

/** The encrypted title; null if this browser cannot encrypt. */
export async function sealTitle(title: string, options: Options): Promise<string | null> {
  const { secrets: { subtle, random } } = options;
  if (subtle === null) return null;
  const iv = random(NONCE_BYTES);
  const key = await deriveKey(subtle, { key: options.key, purpose: TITLE });
  const sealed = new Uint8Array(await subtle.encrypt(how(iv, options), key, encode(title)));
  return SEALED_TITLE + toText(new Uint8Array([...iv, ...sealed]));
}

/** The decrypted title; null if it was encrypted with another key or for another room. */
export async function openTitle(sealed: string, options: Options): Promise<string | null> {
  const { secrets: { subtle } } = options;
  const bytes = fromText(sealed.slice(SEALED_TITLE.length));
  if (subtle === null || bytes === null) return null;
  try {
    const key = await deriveKey(subtle, { key: options.key, purpose: TITLE });
    const iv = bytes.subarray(0, NONCE_BYTES);
    const words = await subtle.decrypt(how(iv, options), key, bytes.subarray(NONCE_BYTES));
    return new TextDecoder().decode(words);
  } catch {
    return null;
  }
}

function how(iv: Uint8Array<ArrayBuffer>, { room }: Options): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: encode(JSON.stringify(["juz title", room])) };
}
