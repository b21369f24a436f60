// Encrypts single frames of sound and picture, so that an SFU forwards what it cannot read. AES-GCM.
import { deriveKey, encode, type Purpose } from "./derive_key.ts";

/** Bytes of a frame that stay readable, by what is in it: an SFU looks for key frames there (RFC 6386). */
export const CLEAR_BYTES = { audio: 1, delta: 3, key: 10 } as const;
export type FrameContent = keyof typeof CLEAR_BYTES;

/** Random bytes that give each sending page a key of its own. */
const SALT_BYTES = 8;
/** A frame's number, which is never the same twice under one key. */
const NUMBER_BYTES = 6;
const VERSION = 1;
const TRAILER_BYTES = NUMBER_BYTES + SALT_BYTES + 1;
/** Keys of one sender that a receiver keeps: a sender makes one for each page. */
const MAX_KEYS = 8;

/** From whom a frame is, and what it shows: an SFU cannot pass it off as something else. */
export interface FrameOrigin {
  member: string;
  slot: string;
}

export interface FrameCipherOptions {
  subtle: SubtleCrypto;
  room: string;
  /** The room's key from the link. */
  key: string;
  random(bytes: number): Uint8Array<ArrayBuffer>;
}

/** Both directions of one page. */
export class FrameCipher {
  readonly #options: FrameCipherOptions;
  readonly #salt: Uint8Array<ArrayBuffer>;
  readonly #keys = new Map<string, Promise<CryptoKey>>();
  #number = 0;

  constructor(options: FrameCipherOptions) {
    this.#options = options;
    this.#salt = options.random(SALT_BYTES);
  }

  /** The frame with its end encrypted, and a trailer. */
  async encrypt(
    frame: Uint8Array<ArrayBuffer>,
    { content, ...origin }: FrameOrigin & { content: FrameContent },
  ): Promise<Uint8Array<ArrayBuffer>> {
    const trailer = new Uint8Array(TRAILER_BYTES);
    const number = ++this.#number;
    const view = new DataView(trailer.buffer);
    view.setUint16(0, Math.floor(number / 2 ** 32));
    view.setUint32(2, number % 2 ** 32);
    trailer.set(this.#salt, NUMBER_BYTES);
    trailer[TRAILER_BYTES - 1] = VERSION;
    const clear = frame.subarray(0, Math.min(frame.length, CLEAR_BYTES[content]));
    const key = await this.#keyOf(origin.member, this.#salt);
    const how = cipherOf({ clear, trailer, ...origin });
    const sealed = await this.#options.subtle.encrypt(how, key, frame.subarray(clear.length));
    return joined(clear, new Uint8Array(sealed), trailer);
  }

  /** The frame as it was; null if this sender, with this key, did not make it for this slot. */
  async decrypt(
    frame: Uint8Array<ArrayBuffer>,
    { content, ...origin }: FrameOrigin & { content: FrameContent },
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const length = frame.length - TRAILER_BYTES;
    if (length < 0 || frame.at(-1) !== VERSION) return null;
    const trailer = frame.slice(length);
    const clear = frame.subarray(0, Math.min(Math.max(0, length - 16), CLEAR_BYTES[content]));
    const salt = trailer.slice(NUMBER_BYTES, NUMBER_BYTES + SALT_BYTES);
    const how = cipherOf({ clear, trailer, ...origin });
    try {
      const key = await this.#keyOf(origin.member, salt);
      const body = frame.subarray(clear.length, length);
      return joined(clear, new Uint8Array(await this.#options.subtle.decrypt(how, key, body)));
    } catch {
      return null; // another key, or a changed frame
    }
  }

  #keyOf(member: string, salt: Uint8Array): Promise<CryptoKey> {
    const { subtle, room, key } = this.#options;
    const name = `${member} ${salt.join(".")}`;
    let made = this.#keys.get(name);
    if (made === undefined) {
      made = deriveKey(subtle, { key, purpose: purposeOf({ room, member, salt }) });
      const others = [...this.#keys.keys()].filter((known) => known.startsWith(`${member} `));
      if (others.length >= MAX_KEYS) this.#keys.delete(others[0] ?? "");
      this.#keys.set(name, made);
    }
    return made;
  }
}

function purposeOf(who: { room: string; member: string; salt: Uint8Array }): Purpose {
  return {
    info: JSON.stringify(["juz frames", who.room, who.member, [...who.salt]]),
    algorithm: { name: "AES-GCM", length: 128 },
    usages: ["encrypt", "decrypt"],
  };
}

function cipherOf(
  { clear, trailer, member, slot }: FrameOrigin & {
    clear: Uint8Array<ArrayBuffer>;
    trailer: Uint8Array<ArrayBuffer>;
  },
): AesGcmParams {
  const iv = new Uint8Array(12);
  iv.set(trailer.subarray(0, NUMBER_BYTES));
  return { name: "AES-GCM", iv, additionalData: joined(clear, encode(`${slot} ${member}`)) };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
