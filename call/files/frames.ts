// Messages on a byte stream: four bytes of length, one of kind, then the content.
import type { Bytes } from "./pieces.ts";

/** What a frame is: the receiver asks with the first three, the holder answers with the same. */
export const FRAME = { manifest: 1, piece: 2, preview: 3, gone: 4 } as const;
export type FrameKind = typeof FRAME[keyof typeof FRAME];

const HEAD_BYTES = 5;
const KINDS: ReadonlySet<number> = new Set(Object.values(FRAME));

/** One message. */
export interface Frame {
  kind: FrameKind;
  content: Bytes;
}

/** A frame as it is written. */
export function encodeFrame(kind: FrameKind, ...parts: readonly Uint8Array[]): Bytes {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(HEAD_BYTES + length);
  new DataView(bytes.buffer).setUint32(0, length);
  bytes[4] = kind;
  let at = HEAD_BYTES;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A number of four bytes. */
export function encodeIndex(index: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, index);
  return bytes;
}

/** The number at the beginning of a content; null if that is too short. */
export function indexOf(content: Bytes): number | null {
  return content.length < 4 ? null : new DataView(content.buffer, content.byteOffset).getUint32(0);
}

/**
 * Puts frames together from the bytes that arrive. `limitOf` says how long a frame of a kind may be: a
 * longer one, and a kind that nobody knows, end the reading before a byte of it is kept.
 */
export class FrameReader {
  readonly #limitOf: (kind: FrameKind) => number;
  #head = new Uint8Array(HEAD_BYTES);
  #headLength = 0;
  #content: Bytes | null = null;
  #length = 0;
  #isBroken = false;

  constructor(limitOf: (kind: FrameKind) => number) {
    this.#limitOf = limitOf;
  }

  /** The frames that end in these bytes; null, from then on always, after what no page of ours sends. */
  read(bytes: Uint8Array): Frame[] | null {
    const frames: Frame[] = [];
    for (let at = 0; at < bytes.length && !this.#isBroken;) {
      at += this.#content === null
        ? this.#readHead(bytes.subarray(at))
        : this.#readContent(this.#content, bytes.subarray(at));
      if (this.#content?.length === this.#length) frames.push(this.#take(this.#content));
    }
    return this.#isBroken ? null : frames;
  }

  #readHead(bytes: Uint8Array): number {
    const part = bytes.subarray(0, HEAD_BYTES - this.#headLength);
    this.#head.set(part, this.#headLength);
    this.#headLength += part.length;
    if (this.#headLength < HEAD_BYTES) return part.length;
    const length = new DataView(this.#head.buffer).getUint32(0);
    const kind = this.#head[4] ?? 0;
    const isKnown = KINDS.has(kind) && length <= this.#limitOf(kind as FrameKind);
    this.#isBroken = !isKnown;
    this.#length = 0;
    this.#content = isKnown ? new Uint8Array(length) : null;
    return part.length;
  }

  #readContent(content: Bytes, bytes: Uint8Array): number {
    const part = bytes.subarray(0, content.length - this.#length);
    content.set(part, this.#length);
    this.#length += part.length;
    return part.length;
  }

  #take(content: Bytes): Frame {
    this.#content = null;
    this.#headLength = 0;
    return { kind: this.#head[4] as FrameKind, content };
  }
}
