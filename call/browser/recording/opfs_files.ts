// Files of the browser's own file system for this origin (OPFS), which a worker adds to and flushes.
import type { RecordedFiles } from "../../recording/recording_writer.ts";

/** The part of `FileSystemSyncAccessHandle` that is used; the library of types has it in workers only. */
export interface SyncHandle {
  getSize(): number;
  read(bytes: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface OpenFile {
  handle: SyncHandle;
  size: number;
}

/** Opens a file to write, which is made if it is not there. */
export async function openToWrite(
  root: FileSystemDirectoryHandle,
  path: string,
): Promise<SyncHandle> {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  let folder = root;
  for (const part of folders) folder = await folder.getDirectoryHandle(part, { create: true });
  const file = await folder.getFileHandle(name, { create: true });
  return await (file as FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncHandle> })
    .createSyncAccessHandle();
}

/** One thing after the other, in the order of the calls; `onError` hears of the first that fails. */
export class OpfsFiles implements RecordedFiles {
  readonly #root: FileSystemDirectoryHandle;
  readonly #onError: (error: unknown) => void;
  readonly #open = new Map<string, OpenFile>();
  #steps: Promise<void> = Promise.resolve();
  #failed = false;

  constructor(root: FileSystemDirectoryHandle, onError: (error: unknown) => void) {
    this.#root = root;
    this.#onError = onError;
  }

  append(path: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.#then(async () => {
      const file = this.#open.get(path) ?? await this.#begin(path);
      const written = file.handle.write(bytes, { at: file.size });
      if (written !== bytes.length) throw new Error(`${path}: the storage is full`);
      file.size += written;
    });
  }

  remove(folder: string): void {
    this.#then(async () => {
      for (const [path, { handle }] of this.#open) {
        if (!path.startsWith(`${folder}/`)) continue;
        handle.close();
        this.#open.delete(path);
      }
      const [name = "", ...parents] = folder.split("/").reverse();
      let parent = this.#root;
      for (const part of parents.reverse()) {
        parent = await parent.getDirectoryHandle(part, { create: true });
      }
      await parent.removeEntry(name, { recursive: true }).catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
      });
    });
  }

  /** What was added until now is on the disk when this is done. */
  flush(): Promise<void> {
    return this.#then(() => {
      for (const { handle } of this.#open.values()) handle.flush();
    });
  }

  /** Closes all files. */
  close(): Promise<void> {
    return this.#then(() => {
      for (const { handle } of this.#open.values()) handle.close();
      this.#open.clear();
    });
  }

  async #begin(path: string): Promise<OpenFile> {
    const handle = await openToWrite(this.#root, path);
    const file = { handle, size: handle.getSize() };
    this.#open.set(path, file);
    return file;
  }

  #then(step: () => void | Promise<void>): Promise<void> {
    return this.#steps = this.#steps.then(step).catch((error) => {
      if (!this.#failed) this.#onError(error);
      this.#failed = true;
    });
  }
}
