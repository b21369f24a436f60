// Access records: nobody pushes out what others decided, and nothing is lost without a word.
import assert from "node:assert/strict";
import type { Storage } from "@/signaling/storage.ts";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { changed, NEW_ESTATE, withHost } from "@/signaling/estates/estate.ts";
import { hashOf } from "@/signaling/estates/keys.ts";
import { ROOMS_PER_DAY, ROOMS_PER_MINUTE } from "@/signaling/estates/makers.ts";
import { Registry } from "@/signaling/estates/registry.ts";
import { newRoom, startHouse } from "./estates_kit.ts";
import { FakeClock, FakeVisitor } from "./hub_kit.ts";
import { Landlord } from "@/signaling/landlord.ts";
import { MEDIA_OFF } from "./values.ts";

const RIGHTS = { mic: true, camera: true, screen: true, chat: true };
const LOCK = { locked: true, rights: RIGHTS };

/** A store whose writes fail while `broken`, and which counts them. */
class Disk extends MemoryStorage {
  broken = false;
  writes = 0;

  override saveAccess(row: Parameters<Storage["saveAccess"]>[0]) {
    this.writes += 1;
    return this.broken ? "failed" : super.saveAccess(row);
  }
}

function startOn(storage: Storage) {
  const house = startHouse({ roomsLimit: 10_000 }, { storage });
  return { ...house, registry: house.hub.reception.registry };
}

Deno.test("made-up rooms of hosts who decide nothing are not kept at all", () => {
  const { hub, registry, room, host } = startOn(new MemoryStorage());
  assert.deepEqual(host.ask("room:rules", LOCK), {});
  for (let n = 0; n < 2_000; n++) {
    const made = newRoom();
    const visitor = new FakeVisitor(hub, "192.0.2.1");
    visitor.join(made.room, { host: made.key });
    visitor.ask("room:leave", { mayReturn: false });
    assert.ok(!registry.knows(made.room));
  }
  assert.deepEqual(registry.storage.counts(), { decided: 1, undecided: 0, calls: 1 });
  assert.equal(registry.of(room)?.locked, true);
});

Deno.test("who decides about made-up rooms is counted by address, by minute and by day", () => {
  const { hub, clock } = startOn(new MemoryStorage());
  const lock = (address: string) => {
    const made = newRoom();
    const visitor = new FakeVisitor(hub, address);
    visitor.join(made.room, { host: made.key });
    const answer = visitor.ask("room:rules", LOCK);
    visitor.ask("room:leave", { mayReturn: false });
    return answer;
  };
  for (let n = 0; n < ROOMS_PER_MINUTE; n++) assert.deepEqual(lock("192.0.2.1"), {});
  assert.equal(lock("192.0.2.1"), "too-fast");
  assert.deepEqual(lock("192.0.2.2"), {});
  for (let n = ROOMS_PER_MINUTE; n < ROOMS_PER_DAY; n += ROOMS_PER_MINUTE) {
    clock.pass(60_000);
    for (let more = 0; more < ROOMS_PER_MINUTE; more++) assert.deepEqual(lock("192.0.2.1"), {});
  }
  clock.pass(60_000);
  assert.equal(lock("192.0.2.1"), "too-fast");
  clock.pass(24 * 3_600_000);
  assert.deepEqual(lock("192.0.2.1"), {});
});

Deno.test("a full store refuses the next room aloud and loses none", () => {
  const { hub, registry, host, room } = startOn(new MemoryStorage({ decided: 1 }));
  assert.deepEqual(host.ask("room:rules", LOCK), {});
  const other = newRoom();
  const visitor = new FakeVisitor(hub, "");
  visitor.join(other.room, { host: other.key });
  assert.equal(visitor.ask("room:rules", LOCK), "server-full");
  assert.equal(registry.of(other.room)?.locked, false);
  assert.deepEqual(host.ask("room:rules", { ...LOCK, locked: false }), {});
  assert.deepEqual(host.ask("room:rules", LOCK), {});
  assert.equal(registry.of(room)?.locked, true);
});

Deno.test("a disk that fails: decisions hold, the host is told, and they are saved later", () => {
  const disk = new Disk();
  const { clock, registry, host, room } = startOn(disk);
  disk.broken = true;
  assert.equal(host.ask("room:rules", LOCK), "not-kept");
  assert.equal(registry.of(room)?.locked, true);
  clock.pass(5_000);
  assert.equal(registry.isSaved(room), false);
  disk.broken = false;
  clock.pass(1_000);
  assert.equal(registry.isSaved(room), true);
  assert.equal(new Registry(disk).of(room)?.locked, true);
  assert.deepEqual(host.ask("room:rules", { ...LOCK, locked: false }), {});
});

Deno.test("a room is written at a bounded rate; the last word is there when the process ends", () => {
  const disk = new Disk();
  const { hub, clock, host, room } = startOn(disk);
  for (let n = 0; n < 2_000; n++) {
    assert.deepEqual(host.ask("room:rules", { ...LOCK, locked: n % 2 === 0 }), {});
    if (n % 200 === 199) clock.pass(1_000);
  }
  assert.ok(disk.writes < 70, `${disk.writes} writes`);
  host.ask("room:rules", LOCK);
  hub.close();
  assert.equal(new Registry(disk).of(room)?.locked, true);
});

Deno.test("a record of an unknown form stays as it is; the room is locked, what can be read holds", () => {
  const disk = new Disk();
  const { room, key } = newRoom();
  const record = { ...NEW_ESTATE, turn: 7, password: "salt.hash", theme: "of a newer version" };
  disk.saveAccess({ room, record, decided: true });
  const { hub, registry } = startOn(disk);
  assert.equal(registry.of(room)?.locked, true);
  assert.equal(registry.of(room)?.password, "salt.hash");
  const host = new FakeVisitor(hub, "");
  host.join(room, { host: key });
  assert.equal(host.ask("room:rules", { ...LOCK, locked: false }), "not-kept");
  assert.equal(registry.of(room)?.locked, true);
  assert.deepEqual(disk.readAccess(room), { kind: "found", value: record });
});

for (const record of [null, 5, "", [], {}, { locked: false }, { original: "yes", hosts: 1 }]) {
  Deno.test(`nobody walks into a room whose record is ${JSON.stringify(record)}`, () => {
    const { room, key } = newRoom();
    const storage = new MemoryStorage();
    storage.saveAccess({ room, record, decided: true });
    const { hub } = startOn(storage);
    for (const more of [{}, { host: key }]) {
      const wish = { room, name: "A", media: MEDIA_OFF, fresh: true, ...more };
      assert.equal(new FakeVisitor(hub, "").ask("room:join", wish), "waiting");
    }
  });
}

Deno.test("a read that fails is no empty answer", () => {
  class Broken extends MemoryStorage {
    override readAccess() {
      return { kind: "unreadable" as const };
    }
  }
  const registry = new Registry(new Broken(), new FakeClock());
  const { room } = newRoom();
  assert.equal(registry.of(room)?.locked, true);
  assert.equal(registry.knows(room), true);
});

Deno.test("the clock deletes nothing: neither half a year ahead nor back", () => {
  const storage = new MemoryStorage();
  const { room, key } = newRoom();
  const first = new Registry(storage, new FakeClock());
  first.keep(
    room,
    withHost(changed(NEW_ESTATE, { locked: true }), { hash: hashOf(key), member: null }),
  );
  for (const days of [-400, 181, 4_000]) {
    const clock = new FakeClock();
    clock.pass(Math.max(0, days) * 24 * 3_600_000);
    assert.equal(new Registry(storage, clock).of(room)?.locked, true);
  }
});

Deno.test("another program is told, too, when what it decides cannot be saved", async () => {
  const disk = new Disk();
  const { hub } = startOn(disk);
  const landlord = new Landlord(hub);
  const made = await landlord.make({ nameOf: (end) => `ala-${end}` });
  assert.ok(typeof made === "object");
  disk.broken = true;
  const wish = { role: "guest", hours: 1, uses: 1 } as const;
  assert.equal(landlord.invite(made.room, wish), "not-kept");
  assert.equal(landlord.end(made.room), "not-kept");
  assert.equal(await landlord.make({ nameOf: (end) => `ala-${end}` }), "server-full");
  hub.close();
});
