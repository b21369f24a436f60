// Files that nobody wants any more when the last of them is written, and browsers that say nothing of room.
import assert from "node:assert/strict";
import type { FileStore } from "@/call/files/file_ports.ts";
import { memoryStore } from "@/call/files/memory_store.ts";
import { PIECE_BYTES } from "@/call/files/pieces.ts";
import { empties, fileOf, FileRoom, run, shared } from "./kit.ts";

Deno.test("a file that is given up while its copy is being finished is not announced, and not kept", async () => {
  for (const end of ["left", "dismissed"] as const) {
    const room = new FileRoom();
    const under = memoryStore(40 * PIECE_BYTES);
    const { promise, resolve } = Promise.withResolvers<void>();
    let finishing = false;
    const disk: FileStore = {
      ...under,
      async open(name) {
        if (!name.includes("hashes")) return await under.open(name);
        finishing = true;
        await promise;
        return await under.open(name);
      },
    };
    const asan = room.open("asan", { disk });
    asan.files.attach([fileOf(3 * PIECE_BYTES)]);
    await run(room, () => finishing);
    if (end === "left") room.phase.value = "left";
    else asan.files.dismiss(asan.files.attaching.value[0]?.id ?? "");
    resolve();
    await empties(disk, 40 * PIECE_BYTES);
    assert.deepEqual(
      [room.lines.value, asan.files.attaching.value, asan.errors],
      [[], [], []],
      end,
    );
  }
});

Deno.test("where the browser does not say how much room there is, a file is shared all the same", async () => {
  const room = new FileRoom();
  const disk = { ...memoryStore(), hasRoom: () => Promise.reject(new TypeError("no estimate")) };
  const asan = room.open("asan", { disk });
  const info = await shared(room, asan, fileOf(PIECE_BYTES));
  assert.equal(asan.files.status(info).state, "here");
});
