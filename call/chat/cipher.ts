// Words that the server passes on and cannot read: encrypted with the room's key, where there is one.
import { MAX_TEXT } from "../../protocol/limits.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import type { Secrets } from "../ports.ts";
import { fromText, toText } from "../proof/bytes.ts";
import { deriveKey, encode, type Purpose } from "../proof/derive.ts";

/** How encrypted words begin. */
const MARK = "juz:1:";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** So many bytes of words fit into a text when they are encrypted. */
export const MAX_SEALED_BYTES = Math.floor((MAX_TEXT - MARK.length) * 3 / 4) - NONCE_BYTES -
  TAG_BYTES - 3;

/** In place of words that cannot be read here, and before words that the server could read. */
export const CLOSED = "🔒";
export const OPEN = "🔓";

const CHAT: Purpose = {
  info: "juz chat",
  algorithm: { name: "AES-GCM", length: 256 },
  usages: ["encrypt", "decrypt"],
};

/** Where words stand: nobody can put them into another line, or another mouth. */
export interface Place {
  id: string;
  /** Who says it. */
  from: string;
  /** The text that they replace, if they do. */
  target?: string;
}

export interface CipherOptions {
  secrets: Secrets;
  room: string;
  key: () => string | null;
}

/** Encrypts one's own words and reads those of others. */
export class Cipher {
  readonly #options: CipherOptions;
  #made: { key: string; chat: Promise<CryptoKey> } | null = null;
  /** Words by what they look like on the wire and where; null: they cannot be read. */
  readonly #known = new Map<string, string | null>();
  /** Lines by what they look like on the wire: a long chat is read again with every new line. */
  readonly #lines = new WeakMap<ChatLine, ChatLine>();

  constructor(options: CipherOptions) {
    this.#options = options;
  }

  /** Whether words have to be encrypted. */
  get seals(): boolean {
    return this.#options.key() !== null;
  }

  /** The words as they may travel; null where they cannot be encrypted although they should. */
  async seal(words: string, place: Place): Promise<string | null> {
    const { key, secrets: { subtle, random } } = this.#options;
    if (key() === null) return words;
    const chat = this.#chat();
    if (chat === null || subtle === null) return null;
    const iv = random(NONCE_BYTES);
    const how = { name: "AES-GCM", iv, additionalData: this.#bound(place) };
    const sealed = new Uint8Array(await subtle.encrypt(how, await chat, encode(words)));
    const text = MARK + toText(Uint8Array.from([...iv, ...sealed]));
    this.#known.set(nameOf(text, place), words); // one's own are read at once
    return text;
  }

  /** A line with words that can be read; null while they are being made out, then `onRead` is called. */
  read(line: ChatLine, onRead: () => void): ChatLine | null {
    const known = this.#lines.get(line);
    if (known !== undefined) return known;
    const read = this.#readOnce(line, onRead);
    if (read !== null) this.#lines.set(line, read);
    return read;
  }

  #readOnce(line: ChatLine, onRead: () => void): ChatLine | null {
    if (line.kind !== "text" && line.kind !== "edited" || line.text === "") return line;
    if (!line.text.startsWith(MARK)) {
      return this.#options.key() === null ? line : { ...line, text: `${OPEN} ${line.text}` };
    }
    const place = placeOf(line);
    const name = nameOf(line.text, place);
    const words = this.#known.get(name);
    if (words !== undefined) return { ...line, text: words ?? CLOSED };
    void this.#open(line.text, place).then((found) => {
      this.#known.set(name, found);
      onRead();
    });
    return null;
  }

  async #open(text: string, place: Place): Promise<string | null> {
    const chat = this.#chat();
    const { subtle } = this.#options.secrets;
    const bytes = fromText(text.slice(MARK.length));
    if (chat === null || subtle === null || bytes === null) return null;
    const iv = bytes.subarray(0, NONCE_BYTES);
    const how = { name: "AES-GCM", iv, additionalData: this.#bound(place) };
    try {
      const words = await subtle.decrypt(how, await chat, bytes.subarray(NONCE_BYTES));
      return new TextDecoder().decode(words);
    } catch {
      return null; // of another key, or changed on its way
    }
  }

  #chat(): Promise<CryptoKey> | null {
    const key = this.#options.key();
    const { subtle } = this.#options.secrets;
    if (key === null || subtle === null) return null;
    if (this.#made?.key !== key) {
      const made = { key, chat: deriveKey(subtle, { key, purpose: CHAT }) };
      this.#made = made;
      made.chat.catch(() => this.#made === made && (this.#made = null)); // the next use tries again
    }
    return this.#made.chat;
  }

  #bound({ id, from, target = "" }: Place): Uint8Array<ArrayBuffer> {
    return encode(JSON.stringify(["juz chat", this.#options.room, id, from, target]));
  }
}

function placeOf(line: Extract<ChatLine, { text: string }>): Place {
  const { id, from } = line;
  return line.kind === "edited"
    ? { id, from: from.id, target: line.target }
    : { id, from: from.id };
}

function nameOf(text: string, { id, from, target = "" }: Place): string {
  return JSON.stringify([id, from, target, text]);
}
