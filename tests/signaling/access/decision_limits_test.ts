// Decisions about made-up rooms are counted by address, by minute and by day.
import assert from "node:assert/strict";
import { REQUEST_NAMES } from "@/protocol/events.ts";
import { TABLE } from "@/signaling/event_table.ts";
import { MemoryStorage } from "@/signaling/memory_storage.ts";
import { ROOMS_PER_DAY, ROOMS_PER_MINUTE } from "@/signaling/access/creation_limiter.ts";
import { newRoom } from "./access_kit.ts";
import { FakeConnection } from "../room_directory_kit.ts";
import { Disk, LOCK, startOn } from "./failing_disk.ts";

Deno.test("who decides about made-up rooms is counted by address, by minute and by day", () => {
  const { directory, clock } = startOn(new MemoryStorage());
  const lock = (address: string) => {
    const made = newRoom();
    const connection = new FakeConnection(directory, address);
    connection.join(made.room, { host: made.key });
    const answer = connection.ask("room:rules", LOCK);
    connection.ask("room:leave", { mayReturn: false });
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

Deno.test("a title is a decision as any other: counted by address, and the host is told if it is not kept", () => {
  const disk = new Disk();
  const { directory, accessStore, host } = startOn(disk);
  const name = (n: number) => {
    const made = newRoom();
    const connection = new FakeConnection(directory, "192.0.2.1");
    connection.join(made.room, { host: made.key });
    const answer = connection.ask("room:title", { title: `${n}` });
    connection.ask("room:leave", { mayReturn: false });
    return answer;
  };
  for (let n = 0; n < ROOMS_PER_MINUTE; n++) assert.deepEqual(name(n), {});
  assert.equal(name(ROOMS_PER_MINUTE), "too-fast");
  assert.equal(accessStore.storage.counts().decided, ROOMS_PER_MINUTE);
  disk.broken = true;
  assert.equal(host.ask("room:title", { title: "ала-тоо" }), "not-kept");
  directory.close();
});

Deno.test("what leaves nothing to remember counts against nobody", () => {
  const { directory, accessStore } = startOn(new MemoryStorage());
  const [{ room, key }, other] = [newRoom(), newRoom()];
  const [host, colleague] = [
    new FakeConnection(directory, "192.0.2.1"),
    new FakeConnection(directory, "192.0.2.1"),
  ];
  host.join(room, { host: key });
  const { self: id } = new FakeConnection(directory).join(room);
  for (let n = 0; n < 5 * ROOMS_PER_MINUTE; n++) {
    assert.deepEqual(host.ask("member:role", { id, role: n % 2 ? "guest" : "member" }), {});
    assert.equal(host.ask("invite:revoke", { id: "none" }), "no-such-member");
  }
  assert.ok(!accessStore.knows(room));
  colleague.join(other.room, { host: other.key });
  assert.deepEqual(colleague.ask("room:rules", LOCK), {});
});

Deno.test("what a moderator does is a decision, but for what changes no access rules", () => {
  const free = REQUEST_NAMES.filter((name) => "decides" in TABLE[name] && !TABLE[name].decides);
  const asks = ["member:mute", "member:unshare", "member:lower"];
  assert.deepEqual(free, ["admission:answer", ...asks, "invite:list"]);
});
