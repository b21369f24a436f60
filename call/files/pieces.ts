// A file as pieces of one size, each with its hash; the hash of all of them names the file.

export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of every piece but the last one. */
export const PIECE_BYTES = 262_144;
/** Bytes of a SHA-256. */
export const HASH_BYTES = 32;

/** How many pieces a file of so many bytes has. */
export function pieceCount(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** Bytes of one piece. */
export function pieceLength(size: number, index: number): number {
  return Math.min(PIECE_BYTES, size - index * PIECE_BYTES);
}

/** SHA-256, as base64url. */
export async function hashOf(subtle: SubtleCrypto, bytes: Bytes): Promise<string> {
  const hash = String.fromCharCode(...new Uint8Array(await subtle.digest("SHA-256", bytes)));
  return btoa(hash).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The name of a file with so many bytes whose pieces have these hashes, one after the other. Whoever
 * knows it can check the list, and with the list each piece: nothing else can bear the same name.
 */
export function rootOf(
  subtle: SubtleCrypto,
  { size, hashes }: { size: number; hashes: Bytes },
): Promise<string> {
  const head = new TextEncoder().encode(`juz file 1 ${PIECE_BYTES} ${size}\n`);
  const bytes = new Uint8Array(head.length + hashes.length);
  bytes.set(head);
  bytes.set(hashes, head.length);
  return hashOf(subtle, bytes);
}

/** Whether these bytes are the piece that the list of hashes says. */
export async function isPiece(
  subtle: SubtleCrypto,
  { hashes, index, bytes }: { hashes: Bytes; index: number; bytes: Bytes },
): Promise<boolean> {
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  const at = index * HASH_BYTES;
  return hash.every((byte, n) => byte === hashes[at + n]);
}

/** What is read piece by piece: a file that a person chose, or one that was stored. */
export interface Source {
  readonly size: number;
  /** Rejects when the file is not there any more, or has changed. */
  read(at: number, length: number): Promise<Bytes>;
}

export interface HashOptions {
  subtle: SubtleCrypto;
  /** Called with each piece before the next one is read. */
  onPiece?(index: number, bytes: Bytes): Promise<void> | void;
  /** Stops between two pieces; the promise rejects then. */
  signal?: AbortSignal | undefined;
}

/** Reads a whole file once, one piece in memory at a time. */
export async function hashFile(
  source: Source,
  { subtle, onPiece, signal }: HashOptions,
): Promise<{ root: string; hashes: Bytes }> {
  const { size } = source;
  const hashes = new Uint8Array(pieceCount(size) * HASH_BYTES);
  for (let index = 0; index < pieceCount(size); index++) {
    signal?.throwIfAborted();
    const bytes = await source.read(index * PIECE_BYTES, pieceLength(size, index));
    hashes.set(new Uint8Array(await subtle.digest("SHA-256", bytes)), index * HASH_BYTES);
    await onPiece?.(index, bytes);
  }
  return { root: await rootOf(subtle, { size, hashes }), hashes };
}
