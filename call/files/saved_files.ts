// Which files of a room this tab has stored, so that a reload goes on where the page before it was.
import type { Store } from "../ports.ts";
import { type FileInfo, isKey } from "./announcement.ts";
import type { FileStore, StoredFile } from "./file_ports.ts";
import { type Bytes, isPiece, PIECE_BYTES, pieceCount, pieceLength, rootOf } from "./pieces.ts";
import { PieceSet } from "./piece_set.ts";

/** "here": all of it is stored; "loading" and "paused": a part of it. */
export type SavedPhase = "here" | "loading" | "paused";

export interface SavedFile {
  key: string;
  size: number;
  phase: SavedPhase;
  /** Its name in the store. */
  stored: string;
  /** This person gave it to the room. */
  isOwn: boolean;
}

/** Files that one tab remembers. */
const MOST = 200;

/** The name under which the list of hashes stands beside the file itself. */
function hashesName(key: string): string {
  return `${key}.hashes`;
}

/** The name under which a small picture of the file stands. */
export function previewName(key: string): string {
  return `${key}.preview`;
}

export class SavedFiles {
  readonly #store: Store;
  readonly #key: string;

  constructor(store: Store, room: string) {
    this.#store = store;
    this.#key = `files:${room}`;
  }

  of(key: string): SavedFile | null {
    return this.all.find((file) => file.key === key) ?? null;
  }

  get all(): SavedFile[] {
    try {
      const stored: unknown = JSON.parse(this.#store.get("page", this.#key) ?? "[]");
      return Array.isArray(stored) ? stored.filter(isSaved).slice(-MOST) : [];
    } catch {
      return []; // not written by this product
    }
  }

  set(file: SavedFile): void {
    this.#write([...this.all.filter(({ key }) => key !== file.key), file]);
  }

  remove(key: string): void {
    this.#write(this.all.filter((file) => file.key !== key));
  }

  clear(): void {
    this.#store.remove("page", this.#key);
  }

  #write(files: readonly SavedFile[]): void {
    if (files.length === 0) return this.clear();
    this.#store.set("page", this.#key, JSON.stringify(files.slice(-MOST)));
  }
}

function isSaved(value: unknown): value is SavedFile {
  const { key, size, phase, stored, isOwn } = (value ?? {}) as Partial<SavedFile>;
  return typeof key === "string" && isKey(key) && typeof size === "number" &&
    typeof stored === "string" && typeof isOwn === "boolean" &&
    (phase === "here" || phase === "loading" || phase === "paused");
}

/** The stored list of hashes, if it is the one that the name stands for. */
export async function storedHashes(
  store: FileStore,
  { key, root, size, subtle }: FileInfo & { subtle: SubtleCrypto },
): Promise<Bytes | null> {
  const stored = await store.get(hashesName(key));
  if (stored === null) return null;
  const hashes = new Uint8Array(await stored.arrayBuffer());
  return await rootOf(subtle, { size, hashes }) === root ? hashes : null;
}

/** Stores the list of hashes; without it a reload asks for it again. */
export function storeHashes(store: FileStore, key: string, hashes: Bytes): Promise<void> {
  return storeBytes(store, hashesName(key), hashes);
}

/** Stores these bytes under a name, if that is possible. */
export async function storeBytes(store: FileStore, name: string, bytes: Bytes): Promise<void> {
  const file = await store.open(name);
  try {
    await file?.write(0, bytes);
  } catch {
    // No room: whoever looks for it finds what is not whole, and does without.
  }
  await file?.close();
}

/** What is stored beside a file, and goes with it. */
export function namesBeside(key: string): readonly string[] {
  return [hashesName(key), previewName(key)];
}

/** Which pieces are there and right: each is read and checked, whatever was noted when it was written. */
export async function piecesIn(
  file: StoredFile,
  { size, hashes, subtle }: { size: number; hashes: Bytes; subtle: SubtleCrypto },
): Promise<PieceSet> {
  const pieces = new PieceSet(pieceCount(size));
  for (let index = 0; index < pieces.count && index * PIECE_BYTES < file.size; index++) {
    const bytes = await file.read(index * PIECE_BYTES, pieceLength(size, index));
    if (await isPiece(subtle, { hashes, index, bytes })) pieces.add(index);
  }
  return pieces;
}
