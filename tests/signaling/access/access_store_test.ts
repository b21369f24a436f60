// Access records: nobody pushes out what others decided, and nothing is lost without a word.
import assert from "node:assert/strict";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { changed, NEW_ACCESS, withHost } from "@/signaling/room/room_access.ts";
import { hashOf } from "@/signaling/access/host_keys.ts";
import { AccessStore } from "@/signaling/access/access_store.ts";
import { newRoom } from "./access_kit.ts";
import { FakeClock, FakeConnection, startDirectory } from "../room_directory_kit.ts";
import { RoomAdmin } from "@/signaling/room_admin.ts";
import { MEDIA_OFF } from "../values.ts";
import { Disk, LOCK, startOn } from "./failing_disk.ts";

Deno.test("made-up rooms of hosts who decide nothing are not kept at all", () => {
  const { directory, accessStore, room, host } = startOn(new MemoryStorage());
  assert.deepEqual(host.ask("room:rules", LOCK), {});
  for (let n = 0; n < 2_000; n++) {
    const made = newRoom();
    const connection = new FakeConnection(directory, "192.0.2.1");
    connection.join(made.room, { host: made.key });
    connection.ask("room:leave", { mayReturn: false });
    assert.ok(!accessStore.knows(made.room));
  }
  assert.deepEqual(accessStore.storage.counts(), { decided: 1, undecided: 0, calls: 1 });
  assert.equal(accessStore.of(room)?.locked, true);
});

Deno.test("a full store refuses the next room aloud and loses none", () => {
  const { directory, accessStore, host, room } = startOn(new MemoryStorage({ decided: 1 }));
  assert.deepEqual(host.ask("room:rules", LOCK), {});
  const other = newRoom();
  const connection = new FakeConnection(directory, "");
  connection.join(other.room, { host: other.key });
  assert.equal(connection.ask("room:rules", LOCK), "server-full");
  assert.equal(accessStore.of(other.room)?.locked, false);
  assert.deepEqual(host.ask("room:rules", { ...LOCK, locked: false }), {});
  assert.deepEqual(host.ask("room:rules", LOCK), {});
  assert.equal(accessStore.of(room)?.locked, true);
});

Deno.test("a disk that fails: decisions hold, the host is told, and they are saved later", () => {
  const disk = new Disk();
  const { clock, accessStore, host, room } = startOn(disk);
  disk.broken = true;
  assert.equal(host.ask("room:rules", LOCK), "not-kept");
  assert.equal(accessStore.of(room)?.locked, true);
  clock.pass(5_000);
  assert.equal(accessStore.isSaved(room), false);
  disk.broken = false;
  clock.pass(1_000);
  assert.equal(accessStore.isSaved(room), true);
  assert.equal(new AccessStore(disk).of(room)?.locked, true);
  assert.deepEqual(host.ask("room:rules", { ...LOCK, locked: false }), {});
});

for (const why of ["full", "failed"] as const) {
  Deno.test(`a record that cannot be saved (${why}) keeps no other waiting`, () => {
    const disk = new Disk();
    const clock = new FakeClock();
    const accessStore = new AccessStore(disk, clock);
    const [stuck, ...others] = [newRoom().room, newRoom().room, newRoom().room];
    disk.broken = true;
    for (const room of [stuck, ...others]) {
      accessStore.keep(room, changed(NEW_ACCESS, { locked: true }));
    }
    disk.broken = false;
    disk.refuses.set(stuck, why);
    clock.pass(2_000);
    assert.deepEqual([stuck, ...others].map((room) => accessStore.isSaved(room)), [
      false,
      true,
      true,
    ]);
    assert.ok(others.every((room) => disk.readAccess(room).kind === "found"));
    accessStore.close();
  });
}

Deno.test("a room is written at a bounded rate; the last word is there when the process ends", () => {
  const disk = new Disk();
  const { directory, clock, host, room } = startOn(disk);
  for (let n = 0; n < 2_000; n++) {
    assert.deepEqual(host.ask("room:rules", { ...LOCK, locked: n % 2 === 0 }), {});
    if (n % 200 === 199) clock.pass(1_000);
  }
  assert.ok(disk.writes < 70, `${disk.writes} writes`);
  host.ask("room:rules", LOCK);
  directory.close();
  assert.equal(new AccessStore(disk).of(room)?.locked, true);
});

Deno.test("a record of an unknown form stays as it is; the room is locked, what can be read holds", () => {
  const disk = new Disk();
  const { room, key } = newRoom();
  const record = { ...NEW_ACCESS, turn: 7, password: "salt.hash", theme: "of a newer version" };
  disk.saveAccess({ room, record, decided: true });
  const { directory, accessStore } = startOn(disk);
  assert.equal(accessStore.of(room)?.locked, true);
  assert.equal(accessStore.of(room)?.password, "salt.hash");
  const host = new FakeConnection(directory, "");
  host.join(room, { host: key });
  assert.equal(host.ask("room:rules", { ...LOCK, locked: false }), "not-kept");
  assert.equal(accessStore.of(room)?.locked, true);
  assert.deepEqual(disk.readAccess(room), { kind: "found", value: record });
});

for (const record of [null, 5, "", [], {}, { locked: false }, { original: "yes", hosts: 1 }]) {
  Deno.test(`nobody walks into a room whose record is ${JSON.stringify(record)}`, () => {
    const { room, key } = newRoom();
    const storage = new MemoryStorage();
    storage.saveAccess({ room, record, decided: true });
    const { directory } = startOn(storage);
    for (const more of [{}, { host: key }]) {
      const wish = { room, name: "A", media: MEDIA_OFF, fresh: true, ...more };
      assert.equal(new FakeConnection(directory, "").ask("room:join", wish), "waiting");
    }
  });
}

Deno.test("a read that fails is no empty answer", () => {
  class Broken extends MemoryStorage {
    override readAccess() {
      return { kind: "unreadable" as const };
    }
  }
  const accessStore = new AccessStore(new Broken(), new FakeClock());
  const { room } = newRoom();
  assert.equal(accessStore.of(room)?.locked, true);
  assert.equal(accessStore.knows(room), true);
});

Deno.test("the clock deletes nothing: neither half a year ahead nor back", () => {
  const storage = new MemoryStorage();
  const { room, key } = newRoom();
  const first = new AccessStore(storage, new FakeClock());
  first.keep(
    room,
    withHost(changed(NEW_ACCESS, { locked: true }), { hash: hashOf(key), member: null }),
  );
  for (const days of [-400, 181, 4_000]) {
    const clock = new FakeClock();
    clock.set(days * 24 * 3_600_000);
    assert.equal(new AccessStore(storage, clock).of(room)?.locked, true);
  }
});

Deno.test("where only made rooms exist, none makes room for another, whether its host came or not", async () => {
  const storage = new MemoryStorage({ undecided: 2 });
  const { directory } = startDirectory({ madeRoomsOnly: true, roomsLimit: 100 }, { storage });
  const roomAdmin = new RoomAdmin(directory);
  const made = [];
  for (let n = 0; n < 5; n++) {
    const one = await roomAdmin.make({ nameOf: (end) => `ala-${end}`, managed: false });
    assert.ok(typeof one === "object");
    made.push(one);
  }
  for (let visit = 0; visit < 2; visit++) {
    for (const { room, key } of made) {
      const host = new FakeConnection(directory);
      host.join(room, { host: key });
      host.ask("room:leave", { mayReturn: false });
    }
  }
  assert.deepEqual(storage.counts(), { decided: 5, undecided: 0, calls: 0 });
});

Deno.test("another program is told, too, when what it decides cannot be saved", async () => {
  const disk = new Disk();
  const { directory } = startOn(disk);
  const roomAdmin = new RoomAdmin(directory);
  const made = await roomAdmin.make({ nameOf: (end) => `ala-${end}` });
  assert.ok(typeof made === "object");
  disk.broken = true;
  const wish = { role: "guest", hours: 1, uses: 1 } as const;
  assert.equal(roomAdmin.invite(made.room, wish), "not-kept");
  assert.equal(roomAdmin.end(made.room), "not-kept");
  assert.equal(await roomAdmin.make({ nameOf: (end) => `ala-${end}` }), "server-full");
  directory.close();
});
