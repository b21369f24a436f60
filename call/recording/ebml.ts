// The elements that Matroska files are made of (RFC 8794, RFC 9559).

/** Ids of the elements that recordings use. */
export const ID = {
  EBML: 0x1a45dfa3,
  EBMLVersion: 0x4286,
  EBMLReadVersion: 0x42f7,
  EBMLMaxIDLength: 0x42f2,
  EBMLMaxSizeLength: 0x42f3,
  DocType: 0x4282,
  DocTypeVersion: 0x4287,
  DocTypeReadVersion: 0x4285,
  Segment: 0x18538067,
  Info: 0x1549a966,
  TimestampScale: 0x2ad7b1,
  MuxingApp: 0x4d80,
  WritingApp: 0x5741,
  Tracks: 0x1654ae6b,
  TrackEntry: 0xae,
  TrackNumber: 0xd7,
  TrackUID: 0x73c5,
  TrackType: 0x83,
  FlagLacing: 0x9c,
  CodecID: 0x86,
  CodecPrivate: 0x63a2,
  Video: 0xe0,
  PixelWidth: 0xb0,
  PixelHeight: 0xba,
  Audio: 0xe1,
  SamplingFrequency: 0xb5,
  Channels: 0x9f,
  Cluster: 0x1f43b675,
  Timestamp: 0xe7,
  SimpleBlock: 0xa3,
} as const;

/** Bytes of an element's size that says: up to the end of the file. */
export const UNKNOWN_SIZE = Uint8Array.of(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

/** Several byte strings in one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** An element: its id, its size and what it holds. */
export function element(
  id: number,
  ...content: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const size = content.reduce((sum, { length }) => sum + length, 0);
  return joined([idBytes(id), sizeBytes(size), ...content]);
}

/** An element that holds a whole number from 0 on. */
export function numberElement(id: number, value: number): Uint8Array<ArrayBuffer> {
  return element(id, bigEndian(value));
}

/** An element that holds ASCII letters. */
export function textElement(id: number, text: string): Uint8Array<ArrayBuffer> {
  return element(id, new TextEncoder().encode(text));
}

/** An element that holds a number with a fraction. */
export function floatElement(id: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return element(id, bytes);
}

/** The id alone, as it is written. */
export function idBytes(id: number): Uint8Array<ArrayBuffer> {
  return bigEndian(id);
}

/** The shortest big-endian bytes of a whole number. */
export function bigEndian(value: number): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256)) {
    bytes.unshift(rest % 256);
  }
  return Uint8Array.from(bytes);
}

function sizeBytes(size: number): Uint8Array<ArrayBuffer> {
  let length = 1;
  while (size >= 2 ** (7 * length) - 1) length += 1;
  const bytes = new Uint8Array(length);
  let rest = size;
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[0] = (bytes[0] ?? 0) | (0x80 >> (length - 1));
  return bytes;
}

/** The head of an element: `size` is null for "up to the end". */
export interface ElementHead {
  id: number;
  size: number | null;
  /** Bytes that the head itself takes. */
  length: number;
}

/** Reads the head of the element at `at`; null where it is cut off, or is none. */
export function readHead(bytes: Uint8Array, at: number): ElementHead | null {
  const id = readVint(bytes, at, 4, { keepMarker: true });
  if (id === null) return null;
  const size = readVint(bytes, at + id.length, 8, { keepMarker: false });
  if (size === null) return null;
  const isUnknown = size.value === 2 ** (7 * size.length) - 1;
  return {
    id: id.value,
    size: isUnknown ? null : size.value,
    length: id.length + size.length,
  };
}

/** Reads a whole number of `length` bytes. */
export function readNumber(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

function readVint(
  bytes: Uint8Array,
  at: number,
  most: number,
  { keepMarker }: { keepMarker: boolean },
): { value: number; length: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (length > most || at + length > bytes.length) return null;
  const head = keepMarker ? first : first & (0xff >> length);
  return {
    value: bytes.subarray(at + 1, at + length).reduce((sum, byte) => sum * 256 + byte, head),
    length,
  };
}
