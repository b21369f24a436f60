// The worker that reads and writes files in the place that a browser gives a page on the disk (OPFS): only
// a worker may write there piece by piece.
import type { StoreAnswer, StoreQuestion } from "../call/files/store_messages.ts";

/** What of the page `self` is in a worker of its own. */
const worker = self as unknown as DedicatedWorkerGlobalScope;

/** How often a file that is in use is tried, and the pause between, in milliseconds. */
const MOST_ATTEMPTS = 10;
const AGAIN_MS = 200;

/**
 * So many bytes may be lost with the computer's power. Nothing wrong comes of it: whoever reads a file
 * again checks each piece. To have each on the disk at once would halve the speed of fast lines.
 */
const UNFLUSHED_BYTES = 16_777_216;

const handles = new Map<string, FileSystemSyncAccessHandle>();
const unflushed = new WeakMap<FileSystemSyncAccessHandle, number>();
/** Questions are answered in their order: a piece is written before the file is closed. */
let turn: Promise<void> = Promise.resolve();

worker.addEventListener("message", ({ data }: MessageEvent<StoreQuestion>) => {
  turn = turn.then(async () => {
    const answer = await answerTo(data).catch((error): StoreAnswer => ({
      ...{ number: data.number, error: String(error) },
    }));
    worker.postMessage(answer, answer.bytes ? [answer.bytes.buffer] : []);
  });
});

async function answerTo(question: StoreQuestion): Promise<StoreAnswer> {
  const { number, folder, name } = question;
  switch (question.ask) {
    case "open": {
      const file = await (await folderOf(folder)).getFileHandle(name, { create: true });
      const handle = await openedFile(file);
      handles.set(name, handle);
      return { number, size: handle.getSize() };
    }
    case "write": {
      const handle = handleOf(name);
      const written = handle.write(question.bytes, { at: question.at });
      if (written !== question.bytes.length) throw new Error("not all was written");
      flushNowAndThen(handle, written);
      return { number };
    }
    case "read": {
      const bytes = new Uint8Array(question.length);
      const length = handleOf(name).read(bytes, { at: question.at });
      return { number, bytes: bytes.slice(0, length) };
    }
    case "close":
      handles.get(name)?.flush();
      handles.get(name)?.close();
      handles.delete(name);
      return { number };
    case "remove":
      handles.get(name)?.close();
      handles.delete(name);
      await (await folderOf(folder)).removeEntry(name).catch(ignoreMissing);
      return { number };
    default:
      return question satisfies never;
  }
}

function flushNowAndThen(handle: FileSystemSyncAccessHandle, written: number): void {
  const bytes = (unflushed.get(handle) ?? 0) + written;
  if (bytes >= UNFLUSHED_BYTES) handle.flush();
  unflushed.set(handle, bytes % UNFLUSHED_BYTES);
}

/** The worker of a page before this one may have it open for a moment still. */
async function openedFile(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let attempts = 1;; attempts++) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      if (attempts === MOST_ATTEMPTS) throw error;
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
}

function handleOf(name: string): FileSystemSyncAccessHandle {
  const handle = handles.get(name);
  if (handle === undefined) throw new Error("the file is not open");
  return handle;
}

async function folderOf(path: readonly string[]): Promise<FileSystemDirectoryHandle> {
  let folder = await navigator.storage.getDirectory();
  for (const name of path) folder = await folder.getDirectoryHandle(name, { create: true });
  return folder;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
}
