// The documented backup: a whole copy of a file that is in use, which can be put back.
import assert from "node:assert/strict";
import { changed, NEW_ACCESS } from "@/signaling/room/room_access.ts";
import { AccessStore } from "@/signaling/access/access_store.ts";
import { newRoom } from "../../signaling/access/access_kit.ts";
import { DataDir } from "./kit.ts";

const ROOT = new URL("../../../", import.meta.url);

async function backup({ path }: DataDir, target: string): Promise<{ code: number; said: string }> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "backup", target],
    cwd: ROOT,
    env: { DATA_DIR: path, NO_COLOR: "1" },
  }).output();
  return { code, said: new TextDecoder().decode(stderr) };
}

Deno.test("a copy of a running server's decisions opens the same rooms, and replaces no file", async () => {
  using dir = new DataDir();
  using restored = new DataDir();
  const storage = dir.open();
  const rooms = Array.from({ length: 300 }, () => newRoom().room);
  const registry = new AccessStore(storage);
  for (const room of rooms) registry.keep(room, changed(NEW_ACCESS, { locked: true }));
  const target = `${restored.path}/rooms.db`;
  assert.deepEqual(await backup(dir, target), { code: 0, said: "" });
  assert.equal((Deno.statSync(target).mode ?? 0) & 0o777, 0o600);
  const copy = restored.open();
  const again = new AccessStore(copy);
  assert.deepEqual(rooms.filter((room) => again.of(room)?.locked !== true), []);
  copy.close();
  const second = await backup(dir, target);
  assert.equal(second.code, 1);
  assert.match(second.said, /could not be copied/);
  storage.close();
});

Deno.test("where there is nothing to copy, it says so and makes nothing", async () => {
  using dir = new DataDir();
  const { code } = await backup(dir, `${dir.path}/copy.db`);
  assert.equal(code, 1);
  assert.deepEqual([...Deno.readDirSync(dir.path)], []);
});
