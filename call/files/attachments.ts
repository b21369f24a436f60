// The files that a person gives to the room: each is read once for its hashes, then announced.
import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { Clock } from "../ports.ts";
import { type FileInfo, fileKey, MAX_FILE_BYTES } from "./announcement.ts";
import { blobSource } from "./blob_source.ts";
import { cleanName } from "./file_name.ts";
import { FileCopy } from "./file_copy.ts";
import type { FilePorts } from "./file_ports.ts";
import type { Held } from "./held_files.ts";
import { hashFile, hashOf, PIECE_BYTES } from "./pieces.ts";
import {
  namesBeside,
  previewName,
  type SavedFiles,
  storeBytes,
  storeHashes,
} from "./saved_files.ts";
import type { Signals } from "./signals.ts";

/** Files that may be on their way into the room at once; more are refused. */
export const MOST_AT_ONCE = 20;

/** Why a file is not announced. */
export type AttachmentProblem = "too-large" | "too-many" | "unreadable";

/** A file that is being read, or why it is not given to the room. */
export interface Attachment {
  id: string;
  name: string;
  size: number;
  /** Bytes that were read. */
  read: number;
  problem: AttachmentProblem | null;
}

export interface AttachmentsOptions {
  signals: Signals;
  subtle: SubtleCrypto;
  clock: Pick<Clock, "uuid">;
  ports: FilePorts;
  saved: SavedFiles;
  /** Bytes of the largest file that the server lets through. */
  limit(): number;
  /** The file is read: it can be served. */
  onReady(held: Held): void;
}

/** One file is read at a time, in the order in which they were given. */
export class Attachments {
  readonly #options: AttachmentsOptions;
  readonly #all: Signal<readonly Attachment[]>;
  readonly #stops = new Map<string, AbortController>();
  #turn: Promise<void> = Promise.resolve();

  constructor(options: AttachmentsOptions) {
    this.#options = options;
    this.#all = options.signals.signal<readonly Attachment[]>([]);
  }

  get all(): ReadonlySignal<readonly Attachment[]> {
    return this.#all;
  }

  /** Reads and announces these. */
  add(files: readonly File[]): void {
    for (const file of files) {
      const id = this.#options.clock.uuid();
      const { name, size } = file;
      const problem = this.#problemOf(size);
      this.#all.value = [...this.#all.value, { id, name: cleanName(name), size, read: 0, problem }];
      if (problem === null) this.#turn = this.#turn.then(() => this.#take(id, file));
    }
  }

  /** Stops reading it, or takes the notice away. */
  dismiss(id: string): void {
    this.#stops.get(id)?.abort();
    this.#all.value = this.#all.value.filter((one) => one.id !== id);
  }

  /** The call is over: nothing of it is announced any more. */
  clear(): void {
    for (const { id } of this.#all.value) this.dismiss(id);
  }

  #problemOf(size: number): AttachmentProblem | null {
    if (size > Math.min(this.#options.limit(), MAX_FILE_BYTES)) return "too-large";
    const waiting = this.#all.value.filter(({ problem }) => problem === null).length;
    return waiting >= MOST_AT_ONCE ? "too-many" : null;
  }

  async #take(id: string, file: File): Promise<void> {
    if (!this.#all.value.some((one) => one.id === id)) return;
    const stop = new AbortController();
    this.#stops.set(id, stop);
    try {
      const held = await this.#prepare(id, { file, signal: stop.signal });
      stop.signal.throwIfAborted();
      this.dismiss(id);
      this.#options.onReady(held);
    } catch {
      this.#change(id, { problem: "unreadable" }); // gone if the person stopped it
    } finally {
      this.#stops.delete(id);
    }
  }

  async #prepare(
    id: string,
    { file, signal }: { file: File; signal: AbortSignal },
  ): Promise<Held> {
    const { subtle, ports, saved } = this.#options;
    const source = blobSource(file);
    const preview = await ports.preview(file).catch(() => null);
    const copy = await FileCopy.begin(ports.store, { name: id, size: file.size });
    const { root, hashes } = await hashFile(source, {
      ...{ subtle, signal },
      onPiece: async (index, bytes) => {
        if (bytes.length === 0) throw new Error("the file became shorter");
        await copy.write(index * PIECE_BYTES, bytes);
        this.#change(id, { read: index * PIECE_BYTES + bytes.length });
      },
    }).catch(async (error) => {
      await copy.discard();
      throw error;
    });
    const isCopied = await copy.finish();
    const key = fileKey({ root, size: file.size });
    const info: FileInfo = {
      ...{ name: cleanName(file.name), size: file.size, type: file.type, root, key },
      preview: preview && await hashOf(subtle, preview),
    };
    if (isCopied) {
      await storeHashes(ports.store, key, hashes);
      if (preview !== null) await storeBytes(ports.store, previewName(key), preview);
      if (signal.aborted) await this.#unstore([id, ...namesBeside(key)]);
      else saved.set({ key, size: file.size, phase: "here", stored: id, isOwn: true });
    }
    return { info, blob: file, source, hashes, preview: () => preview, isOwn: true };
  }

  /** It was given up while the last of it was written. */
  async #unstore(names: readonly string[]): Promise<void> {
    for (const name of names) await this.#options.ports.store.remove(name);
  }

  #change(id: string, change: Partial<Attachment>): void {
    this.#all.value = this.#all.value.map((one) => one.id === id ? { ...one, ...change } : one);
  }
}
