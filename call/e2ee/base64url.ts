// Encodes bytes as base64url (RFC 4648 section 5), and decodes them.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Base64url without padding. */
export function toText(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8 | byte) & 0xffff;
    for (bits += 8; bits >= 6; bits -= 6) text += DIGITS[held >> (bits - 6) & 63];
  }
  return bits > 0 ? text + DIGITS[held << (6 - bits) & 63] : text;
}

/** The bytes of base64url text; null if the text is not base64url. */
export function fromText(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor(text.length * 3 / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const digit = DIGITS.indexOf(letter);
    if (digit < 0) return null;
    held = (held << 6 | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits & 255;
  }
  return bytes;
}
