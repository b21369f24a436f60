// Files in the origin private file system: written by a worker, read by the browser itself.
import type { FileStore, StoredFile } from "../files/file_ports.ts";
import type { StoreAnswer, StoreQuestion } from "../files/store_messages.ts";

const WORKER = "/gen/file_store.js";
/** The folder that holds those of all tabs. */
const ROOT = "files";
/** Where a tab remembers which folder is its own. */
const FOLDER_KEY = "files-folder";
/** A folder that no open page uses is removed when it is so old, in milliseconds. */
const KEPT_MS = 86_400_000;
/** So long a page waits for the one before it to be gone, in milliseconds. */
const LOCK_MS = 2_000;
/** Part of the room that one file may take: the browser needs some, and other files too. */
const MOST_OF_ROOM = 0.8;

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): {
    createScriptURL(url: string): string;
  };
}

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;
type Asked = Without<StoreQuestion, "number" | "folder">;

/** Null where the browser has no such place, or a private window forbids it. */
export async function diskStore(): Promise<FileStore | null> {
  try {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle(ROOT, { create: true });
    const name = await ownFolder();
    await sweep(all, name);
    const folder = await all.getDirectoryHandle(name, { create: true });
    return storeIn(folder, [ROOT, name]);
  } catch {
    return null;
  }
}

function storeIn(folder: FileSystemDirectoryHandle, path: readonly string[]): FileStore {
  const ask = workerAt(path);
  return {
    async open(name) {
      try {
        const { size = 0 } = await ask({ ask: "open", name });
        return storedFile(name, { size, ask });
      } catch {
        return null; // another page has it open
      }
    },
    async get(name) {
      try {
        return await (await folder.getFileHandle(name)).getFile();
      } catch {
        return null; // it is not there
      }
    },
    remove: async (name) => void await ask({ ask: "remove", name }),
    async clear() {
      for (const name of await namesIn(folder)) await ask({ ask: "remove", name });
    },
    async hasRoom(bytes) {
      try {
        const { quota = 0, usage = 0 } = await navigator.storage.estimate();
        return bytes <= (quota - usage) * MOST_OF_ROOM;
      } catch {
        return true; // unknown: writing tells
      }
    },
  };
}

type Ask = (question: Asked, transfer?: Transferable[]) => Promise<StoreAnswer>;

function storedFile(
  name: string,
  { size: before, ask }: { size: number; ask: Ask },
): StoredFile {
  let size = before;
  return {
    get size() {
      return size;
    },
    async write(at, bytes) {
      await ask({ ask: "write", name, at, bytes });
      size = Math.max(size, at + bytes.length);
    },
    async read(at, length) {
      const { bytes = new Uint8Array() } = await ask({ ask: "read", name, at, length });
      return bytes;
    },
    close: async () => void await ask({ ask: "close", name }),
  };
}

/** Asks the worker, which starts with the first question. */
function workerAt(folder: readonly string[]): Ask {
  const waiting = new Map<number, (answer: StoreAnswer) => void>();
  let worker: Worker | null = null;
  let last = 0;
  return async (question) => {
    worker ??= started((answer) => {
      waiting.get(answer.number)?.(answer);
      waiting.delete(answer.number);
    }, () => {
      for (const [number, take] of waiting) take({ number, error: "the worker has failed" });
      waiting.clear();
      worker = null;
    });
    const number = ++last;
    const answered = new Promise<StoreAnswer>((take) => waiting.set(number, take));
    worker.postMessage({ ...question, number, folder });
    const answer = await answered;
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  };
}

function started(onAnswer: (answer: StoreAnswer) => void, onFailure: () => void): Worker {
  const { trustedTypes } = globalThis as typeof globalThis & { trustedTypes?: Policies };
  const policy = trustedTypes?.createPolicy("file-store", { createScriptURL: () => WORKER });
  const worker = new Worker(policy?.createScriptURL(WORKER) ?? WORKER, { type: "module" });
  worker.onmessage = ({ data }) => onAnswer(data);
  worker.onerror = onFailure;
  return worker;
}

/** The folder of this tab; a lock on its name says that a page uses it, and ends with the page. */
async function ownFolder(): Promise<string> {
  const known = remembered();
  const name = known !== null && await holds(known) ? known : newName();
  if (name !== known) {
    await holds(name);
    sessionStorage.setItem(FOLDER_KEY, name);
  }
  return name;
}

function remembered(): string | null {
  const name = sessionStorage.getItem(FOLDER_KEY);
  return name !== null && /^\d+-[\w-]+$/.test(name) ? name : null;
}

/** It begins with the date, by which the sweep knows its age. */
function newName(): string {
  return `${Math.round(performance.timeOrigin)}-${crypto.randomUUID()}`;
}

/**
 * Takes the lock of a folder for the life of the page; false if another page keeps it, as that of a
 * duplicated tab does. After a reload the page before it takes a moment to be gone.
 */
function holds(name: string): Promise<boolean> {
  return new Promise((done) => {
    const signal = AbortSignal.timeout(LOCK_MS);
    navigator.locks.request(`${ROOT}/${name}`, { signal }, () => {
      done(true);
      return new Promise<never>(() => {});
    }).catch(() => done(false));
  });
}

/** Removes what tabs of before have left behind. */
async function sweep(all: FileSystemDirectoryHandle, own: string): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const used = new Set(held.map(({ name }) => name));
  for (const name of await namesIn(all)) {
    const age = performance.timeOrigin - Number(name.split("-")[0]);
    if (name === own || used.has(`${ROOT}/${name}`) || age < KEPT_MS) continue;
    await all.removeEntry(name, { recursive: true }).catch(() => {}); // in use after all
  }
}

async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  return await Array.fromAsync(folder.keys());
}
