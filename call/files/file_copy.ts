// A second copy of a file that is being read, so that a reload still has it. Nothing waits for it to succeed.
import type { FileStore, StoredFile } from "./file_ports.ts";
import type { Bytes } from "./pieces.ts";

/** Given up by itself where there is no room: the file can be shared all the same. */
export class FileCopy {
  readonly #store: FileStore;
  readonly #name: string;
  #file: StoredFile | null;

  private constructor(store: FileStore, { name, file }: { name: string; file: StoredFile | null }) {
    this.#store = store;
    this.#name = name;
    this.#file = file;
  }

  /** Begins a copy of so many bytes under this name. */
  static async begin(
    store: FileStore,
    { name, size }: { name: string; size: number },
  ): Promise<FileCopy> {
    const file = await roomFor(store, size) ? await store.open(name) : null;
    return new FileCopy(store, { name, file });
  }

  async write(at: number, bytes: Bytes): Promise<void> {
    try {
      await this.#file?.write(at, bytes);
    } catch {
      await this.discard(); // the disk is fuller than the browser said
    }
  }

  /** Whether there is a whole copy now. */
  async finish(): Promise<boolean> {
    await this.#file?.close();
    return this.#file !== null;
  }

  /** Nothing of it stays. */
  async discard(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    if (file === null) return;
    await file.close();
    await this.#store.remove(this.#name);
  }
}

/** A browser that does not say how much room there is may have some: writing tells. */
function roomFor(store: FileStore, size: number): Promise<boolean> {
  return store.hasRoom(size).catch(() => true);
}
