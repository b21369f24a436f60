// Every single thing that a page asks of its own store may fail: files are shared and fetched all the same, or it is said.
import assert from "node:assert/strict";
import type { FileStore, StoredFile } from "@/call/files/file_ports.ts";
import { memoryStore } from "@/call/files/memory_store.ts";
import { PIECE_BYTES } from "@/call/files/pieces.ts";
import { announced, fileOf, FileRoom, run, sha256, shared } from "./kit.ts";

const SIZE = PIECE_BYTES + 777;
const PHOTO = { name: "сүрөт.jpg", type: "image/jpeg" };

/** A store whose question number `n` (from 0) is answered by a failure, and how many there were. */
function failingAt(n: number, { always = false } = {}) {
  const disk = memoryStore();
  let asked = 0;
  const ask = <T>(answer: () => Promise<T>): Promise<T> => {
    const at = asked++;
    return at === n || (always && at > n) ? Promise.reject(new Error("the disk fails")) : answer();
  };
  const fileOf = (file: StoredFile): StoredFile => ({
    get size() {
      return file.size;
    },
    write: (at, bytes) => ask(() => file.write(at, bytes)),
    read: (at, length) => ask(() => file.read(at, length)),
    close: () => ask(() => file.close()),
  });
  const store: FileStore = {
    open: async (name) => {
      const file = await ask(() => disk.open(name));
      return file && fileOf(file);
    },
    get: (name) => ask(() => disk.get(name)),
    remove: (name) => ask(() => disk.remove(name)),
    clear: () => ask(() => disk.clear()),
    hasRoom: (bytes) => ask(() => disk.hasRoom(bytes)),
  };
  return { store, asked: () => asked };
}

for (const always of [false, true]) {
  Deno.test(`a file is given to the room whatever its own store does (${always})`, async () => {
    const file = fileOf(SIZE, PHOTO);
    for (let n = 0;; n++) {
      const { store, asked } = failingAt(n, { always });
      const room = new FileRoom();
      const asan = room.open("asan", { disk: store });
      const eva = room.open("eva");
      const info = await shared(room, asan, file);
      assert.deepEqual(asan.files.attaching.value, [], `question ${n}`);
      await run(room, () => eva.files.status(info).holders === 1);
      eva.files.download(info);
      await run(room, () => eva.saved.length > 0);
      assert.equal(await sha256(eva.saved[0]!.file), await sha256(file));
      if (asked() <= n) break;
    }
  });

  Deno.test(`a download ends, or says that it cannot be stored (${always})`, async () => {
    const file = fileOf(SIZE, PHOTO);
    for (let n = 0;; n++) {
      const { store, asked } = failingAt(n, { always });
      const room = new FileRoom();
      const asan = room.open("asan");
      const eva = room.open("eva", { disk: store });
      await shared(room, asan, file);
      const info = announced(room);
      await run(room, () => eva.files.status(info).holders > 0);
      eva.files.download(info);
      const isOver = () =>
        eva.saved.length > 0 || eva.files.status(info).progress?.phase === "failed";
      await run(room, isOver, { stepMs: 100, turns: 2_000 });
      if (asked() <= n) break;
    }
  });
}
