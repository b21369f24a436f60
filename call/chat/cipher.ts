// Encrypts and decrypts chat messages with the room's key, if there is one: the server cannot read them.
import { MAX_TEXT } from "../../protocol/limits.ts";
import type { ChatLine } from "../../protocol/shapes.ts";
import type { Secrets } from "../ports.ts";
import type { Binding } from "./history_audit.ts";
import { decodeBinding, encodeBinding, type MessageBinding } from "./message_binding.ts";
import { fromText, toText } from "../e2ee/base64url.ts";
import { deriveKey, encode, type Purpose } from "../e2ee/derive_key.ts";

/** The prefix of encrypted text. */
const MARK = "juz:1:";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HASH_BYTES = 16;
/** The most bytes of text that fit into a message once they are encrypted. */
export const MAX_SEALED_BYTES = Math.floor((MAX_TEXT - MARK.length) * 3 / 4) - NONCE_BYTES -
  TAG_BYTES - 3;

/** Stands for text that cannot be decrypted here, and before text that the server could read. */
export const CLOSED = "🔒";
export const OPEN = "🔓";

const CHAT: Purpose = {
  info: "juz chat",
  algorithm: { name: "AES-GCM", length: 256 },
  usages: ["encrypt", "decrypt"],
};

type Bytes = Uint8Array<ArrayBuffer>;

/** Which message text belongs to: nobody can move it to another message or author. */
export interface MessageContext {
  id: string;
  /** Its author. */
  from: string;
  /** Of an edit: the message that it replaces. */
  target?: string;
}

export interface CipherOptions {
  secrets: Secrets;
  room: string;
  key: () => string | null;
}

/** Encrypts own messages, decrypts those of others, and remembers what it has decrypted. */
export class Cipher {
  readonly #options: CipherOptions;
  #made: { key: string; chat: Promise<CryptoKey> } | null = null;
  /** Decrypted text by encrypted text and message; null: it cannot be decrypted. */
  readonly #known = new Map<string, string | null>();
  /** Bindings by seal and message; null: the seal is not valid. */
  readonly #bounds = new Map<string, MessageBinding | null>();
  readonly #bindings = new WeakMap<ChatLine, Binding>();
  readonly #hashes = new WeakMap<MessageBinding, string>();
  /** Decrypted lines by encrypted ones: a long chat is read again with every new line. */
  readonly #lines = new WeakMap<ChatLine, ChatLine>();
  /** Names of what is being decrypted. */
  readonly #opening = new Set<string>();

  constructor(options: CipherOptions) {
    this.#options = options;
  }

  /** Whether messages must be encrypted. */
  get seals(): boolean {
    return this.#options.key() !== null;
  }

  /** The text as it may be sent; null if it must be encrypted and cannot be. */
  async seal(words: string, place: MessageContext): Promise<string | null> {
    if (!this.seals) return words;
    const sealed = await this.#encrypt(words, this.#bound(place));
    if (sealed === null) return null;
    const text = MARK + sealed;
    this.#known.set(nameOf(text, place), words); // own text needs no decryption
    return text;
  }

  /** An author's binding as it may be sent; null if it cannot be encrypted. */
  async sealBound(
    bound: MessageBinding,
    place: Pick<MessageContext, "id" | "from">,
  ): Promise<string | null> {
    const text = encodeBinding(bound);
    this.#hashes.set(bound, await this.hash(text));
    const seal = await this.#encrypt(text, this.#sealed(place));
    if (seal !== null) this.#bounds.set(nameOf(seal, place), bound); // own text needs no decryption
    return seal;
  }

  /** The binding of a line that was read: "bad" if it belongs to another line, "none" without one. */
  bindingOf(line: ChatLine): Binding {
    return this.#bindings.get(line) ?? "none";
  }

  /** The hash of a binding, once that was read or made. */
  hashOf(bound: MessageBinding): string {
    return this.#hashes.get(bound) ?? "";
  }

  /** 128 bits of SHA-256, as text; "" if the page may not use cryptography. */
  async hash(text: string): Promise<string> {
    const { subtle } = this.#options.secrets;
    if (subtle === null) return "";
    const hash = await subtle.digest("SHA-256", encode(text));
    return toText(new Uint8Array(hash).subarray(0, HASH_BYTES));
  }

  /**
   * The line with readable text; null while it is being decrypted. `onRead` is called once nothing
   * is being decrypted any more.
   */
  read(line: ChatLine, onRead: () => void): ChatLine | null {
    const known = this.#lines.get(line);
    if (known !== undefined) return known;
    const read = this.#wordsOf(line, onRead);
    const binding = this.#findBinding(line, onRead);
    if (read === null || binding === null) return null;
    this.#bindings.set(line, binding);
    this.#lines.set(line, read);
    return read;
  }

  #wordsOf(line: ChatLine, onRead: () => void): ChatLine | null {
    if (line.kind !== "text" && line.kind !== "edited" || line.text === "") return line;
    if (!line.text.startsWith(MARK)) {
      return this.seals ? { ...line, text: `${OPEN} ${line.text}` } : line;
    }
    const place = placeOf(line);
    const name = nameOf(line.text, place);
    const words = this.#known.get(name);
    if (words !== undefined) return { ...line, text: words ?? CLOSED };
    this.#openOnce(`words ${name}`, async () => {
      this.#known.set(name, await this.#decrypt(line.text.slice(MARK.length), this.#bound(place)));
    }, onRead);
    return null;
  }

  /** Null while it is being decrypted. */
  #findBinding(line: ChatLine, onRead: () => void): Binding | null {
    if (!this.seals || !("seal" in line) || line.seal === undefined) return "none";
    const { seal, id, from } = line;
    const name = nameOf(seal, { id, from: from.id });
    const bound = this.#bounds.get(name);
    if (bound === undefined) {
      this.#openOnce(`seal ${name}`, async () => {
        this.#bounds.set(name, await this.#unseal(line, seal));
      }, onRead);
      return null;
    }
    return bound ?? "bad";
  }

  /** A log is read again and again while it is being decrypted: each of its lines is decrypted once. */
  #openOnce(name: string, open: () => Promise<void>, onRead: () => void): void {
    if (this.#opening.has(name)) return;
    this.#opening.add(name);
    void open().finally(() => {
      this.#opening.delete(name);
      if (this.#opening.size === 0) onRead();
    });
  }

  /** The binding in a seal; null unless it is valid for exactly this text. */
  async #unseal(line: ChatLine, seal: string): Promise<MessageBinding | null> {
    const { id, from } = line;
    const text = await this.#decrypt(seal, this.#sealed({ id, from: from.id }));
    const bound = text === null ? null : decodeBinding(text);
    if (text === null || bound === null) return null;
    const words = "text" in line ? line.text : "";
    if (words !== "" && bound.digest !== await this.hash(words)) return null;
    this.#hashes.set(bound, await this.hash(text));
    return bound;
  }

  async #encrypt(text: string, additionalData: Bytes): Promise<string | null> {
    const chat = this.#chat();
    const { subtle, random } = this.#options.secrets;
    if (chat === null || subtle === null) return null;
    const iv = random(NONCE_BYTES);
    const how = { name: "AES-GCM", iv, additionalData };
    const sealed = new Uint8Array(await subtle.encrypt(how, await chat, encode(text)));
    return toText(Uint8Array.from([...iv, ...sealed]));
  }

  async #decrypt(text: string, additionalData: Bytes): Promise<string | null> {
    const chat = this.#chat();
    const { subtle } = this.#options.secrets;
    const bytes = fromText(text);
    if (chat === null || subtle === null || bytes === null) return null;
    const how = { name: "AES-GCM", iv: bytes.subarray(0, NONCE_BYTES), additionalData };
    try {
      const words = await subtle.decrypt(how, await chat, bytes.subarray(NONCE_BYTES));
      return new TextDecoder().decode(words);
    } catch {
      return null; // another key, or changed on its way
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

  #bound({ id, from, target = "" }: MessageContext): Uint8Array<ArrayBuffer> {
    return encode(JSON.stringify(["juz chat", this.#options.room, id, from, target]));
  }

  #sealed({ id, from }: Pick<MessageContext, "id" | "from">): Bytes {
    return encode(JSON.stringify(["juz seal", this.#options.room, id, from]));
  }
}

function placeOf(line: Extract<ChatLine, { text: string }>): MessageContext {
  const { id, from } = line;
  return line.kind === "edited"
    ? { id, from: from.id, target: line.target }
    : { id, from: from.id };
}

function nameOf(text: string, { id, from, target = "" }: MessageContext): string {
  return JSON.stringify([id, from, target, text]);
}
