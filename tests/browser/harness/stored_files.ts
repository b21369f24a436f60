// What lies in a browser's own file system for the product (OPFS).
import type { Person } from "./person.ts";

/** Paths and sizes of everything there. */
export function storedFiles(person: Person): Promise<Record<string, number>> {
  return person.evaluate(async () => {
    const found: Record<string, number> = {};
    async function look(folder: FileSystemDirectoryHandle, path: string): Promise<void> {
      for await (const [name, entry] of folder.entries()) {
        if (entry.kind === "directory") {
          await look(entry as FileSystemDirectoryHandle, `${path}${name}/`);
        } else {
          found[`${path}${name}`] = (await (entry as FileSystemFileHandle).getFile()).size;
        }
      }
    }
    await look(await navigator.storage.getDirectory(), "");
    return found;
  }, null);
}

/** The bytes of one of them. */
export function readStored(person: Person, path: string): Promise<number[]> {
  return person.evaluate(async (path: string) => {
    const parts = path.split("/");
    let folder = await navigator.storage.getDirectory();
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
    const file = await (await folder.getFileHandle(parts.at(-1) ?? "")).getFile();
    return [...new Uint8Array(await file.arrayBuffer())];
  }, path);
}
