// A store that fails in one way only: what is beyond a page's power (full, torn, taken away) is an answer.
import type { FileStore, StoredFile } from "./file_ports.ts";

/** The same store, of which only `write` and `read` of an open file reject; `onError` hears of the rest. */
export function carefulStore(store: FileStore, onError: (error: unknown) => void): FileStore {
  const careful = async <T>(asked: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await asked();
    } catch (error) {
      onError(error);
      return otherwise;
    }
  };
  const fileOf = (file: StoredFile): StoredFile => ({
    get size() {
      return file.size;
    },
    write: (at, bytes) => file.write(at, bytes),
    read: (at, length) => file.read(at, length),
    close: () => careful(() => file.close(), undefined),
  });
  return {
    open: async (name) => {
      const file = await careful(() => store.open(name), null);
      return file && fileOf(file);
    },
    get: (name) => careful(() => store.get(name), null),
    remove: (name) => careful(() => store.remove(name), undefined),
    clear: () => careful(() => store.clear(), undefined),
    hasRoom: (bytes) => careful(() => store.hasRoom(bytes), false),
  };
}
