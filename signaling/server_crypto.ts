// What only this server can have written: marks under short texts, and sealed values.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** What a mark or a seal is for: one made for one thing is worth nothing for another. */
export type Purpose = "seat" | "line" | "copy" | "invite" | "address" | "session" | "signin";

const MARK_LETTERS = 22;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Signs and seals under one secret. Node's crypto, not WebCrypto, because answers must not wait:
 * a notice could overtake them.
 */
export class ServerCrypto {
  readonly #secret: string | Uint8Array;

  /** `secret` has at least 128 bits of chance, or was chosen by whoever runs the server. */
  constructor(secret: string | Uint8Array) {
    this.#secret = secret;
  }

  /** Signs a text: 128 bits of its HMAC-SHA-256, in 22 letters of `[A-Za-z0-9_-]`. */
  sign(purpose: Purpose, text: string): string {
    const key = this.#keyFor(purpose);
    return createHmac("sha256", key).update(text).digest("base64url").slice(0, MARK_LETTERS);
  }

  /** Whether this server (under this secret) made the mark for this text. */
  isSigned(purpose: Purpose, { text, mark }: { text: string; mark: string }): boolean {
    const own = new TextEncoder().encode(this.sign(purpose, text));
    const shown = new TextEncoder().encode(mark);
    return own.length === shown.length && timingSafeEqual(own, shown);
  }

  /** Encrypts and signs a JSON value (AES-256-GCM): others can keep it, but not read or change it. */
  seal(purpose: Purpose, value: unknown): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#keyFor(purpose), nonce);
    const parts = [cipher.update(JSON.stringify(value), "utf8"), cipher.final()];
    return Buffer.concat([nonce, cipher.getAuthTag(), ...parts]).toString("base64url");
  }

  /** What was sealed; null when it was not, not by this server, not for this purpose, or is broken. */
  open(purpose: Purpose, sealed: string): unknown {
    try {
      const bytes = Buffer.from(sealed, "base64url");
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const cipher = createDecipheriv("aes-256-gcm", this.#keyFor(purpose), nonce);
      cipher.setAuthTag(tag);
      const text = cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return JSON.parse(Buffer.concat([text, cipher.final()]).toString("utf8"));
    } catch {
      return null; // the tag does not fit: somebody made it up
    }
  }

  readonly #keys = new Map<Purpose, Uint8Array>();

  #keyFor(purpose: Purpose): Uint8Array {
    const known = this.#keys.get(purpose);
    if (known !== undefined) return known;
    const key = createHmac("sha256", this.#secret).update(`juz ${purpose} 1`).digest();
    this.#keys.set(purpose, key);
    return key;
  }
}
