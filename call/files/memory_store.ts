// Files in the page's memory, where a browser gives a page no place of its own on the disk.
import type { FileStore, StoredFile } from "./file_ports.ts";
import type { Bytes } from "./pieces.ts";

/** All files together: more would make a phone close the page. */
const MOST_BYTES = 67_108_864;

/** What was written, by where it begins. */
type Parts = Map<number, Bytes>;

/** A reload loses what is in it. */
export function memoryStore(mostBytes: number = MOST_BYTES): FileStore {
  const files = new Map<string, Parts>();
  const open = new Set<string>();
  const used = () => [...files.values()].reduce((sum, parts) => sum + bytesIn(parts), 0);
  return {
    open(name) {
      if (open.has(name)) return Promise.resolve(null);
      open.add(name);
      const parts = files.get(name) ?? new Map();
      files.set(name, parts);
      const fits = (bytes: number) => used() + bytes <= mostBytes;
      return Promise.resolve(storedFile(parts, { fits, onClose: () => open.delete(name) }));
    },
    get(name) {
      const parts = open.has(name) ? undefined : files.get(name);
      return Promise.resolve(parts === undefined ? null : new Blob([joined(parts)]));
    },
    remove(name) {
      files.delete(name);
      return Promise.resolve();
    },
    clear() {
      files.clear();
      return Promise.resolve();
    },
    hasRoom: (bytes) => Promise.resolve(used() + bytes <= mostBytes),
  };
}

function storedFile(
  parts: Parts,
  { fits, onClose }: { fits(bytes: number): boolean; onClose(): void },
): StoredFile {
  return {
    get size() {
      return sizeOf(parts);
    },
    write(at, bytes) {
      if (!fits(bytes.length)) return Promise.reject(new Error("no room in memory"));
      parts.set(at, bytes.slice());
      return Promise.resolve();
    },
    read: (at, length) => Promise.resolve(joined(parts).slice(at, at + length)),
    close() {
      onClose();
      return Promise.resolve();
    },
  };
}

function sizeOf(parts: Parts): number {
  return [...parts].reduce((size, [at, { length }]) => Math.max(size, at + length), 0);
}

function bytesIn(parts: Parts): number {
  return [...parts.values()].reduce((sum, { length }) => sum + length, 0);
}

function joined(parts: Parts): Bytes {
  const bytes = new Uint8Array(sizeOf(parts));
  for (const [at, part] of parts) bytes.set(part, at);
  return bytes;
}
