// Records of calls that the disk did not take: tried again until it does, and bounded.
import assert from "node:assert/strict";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import type { Storage } from "@/signaling/storage.ts";
import { FakeClock, startDirectory } from "../room_directory_kit.ts";

/** A store whose records of calls fail while `broken`. */
class Disk extends MemoryStorage {
  broken = false;
  tries = 0;

  override saveCall(record: Parameters<Storage["saveCall"]>[0]) {
    this.tries += 1;
    return this.broken ? "failed" : super.saveCall(record);
  }

  override deleteCall(room: string) {
    this.tries += 1;
    return this.broken ? "failed" : super.deleteCall(room);
  }
}

function startOn(disk: Disk) {
  const clock = new FakeClock();
  const { directory, connection } = startDirectory({ roomsLimit: 10_000 }, {
    clock,
    storage: disk,
  });
  const visit = (room: string) => {
    const one = connection();
    one.join(room);
    return () => one.ask("room:leave", { mayReturn: false });
  };
  return { directory, clock, visit };
}

Deno.test("once the disk works again all of them are as they should be, without anybody doing anything", () => {
  const disk = new Disk();
  const { directory, clock, visit } = startOn(disk);
  const leaveGone = visit("gone");
  disk.broken = true;
  visit("on");
  leaveGone();
  clock.pass(5_000);
  assert.deepEqual([...disk.calls()].map(({ room }) => room), ["gone"]);
  disk.broken = false;
  clock.pass(1_000);
  assert.deepEqual([...disk.calls()].map(({ room }) => room), ["on"]);
  const { tries } = disk;
  clock.pass(60_000);
  assert.equal(disk.tries, tries, "no more is tried");
  directory.close();
});

Deno.test("a server that stops tries once more", () => {
  const disk = new Disk();
  const { directory, visit } = startOn(disk);
  disk.broken = true;
  for (const room of ["a", "b", "c"]) visit(room);
  disk.broken = false;
  directory.close();
  assert.deepEqual([...disk.calls()].map(({ room }) => room).sort(), ["a", "b", "c"]);
});

Deno.test("a disk that fails is asked once a second, and what waits for it has an end", () => {
  const disk = new Disk();
  const { directory, clock, visit } = startOn(disk);
  disk.broken = true;
  for (let n = 0; n < 11_000; n++) visit(`room-${n}`)();
  const { tries } = disk;
  clock.pass(10_000);
  assert.ok(disk.tries - tries <= 10, `${disk.tries - tries} tries`);
  disk.broken = false;
  const before = disk.tries;
  directory.close();
  assert.equal(disk.tries - before, 10_000);
});
