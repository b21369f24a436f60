// A process stops changing its rooms before others may take them, and asks before it goes on.
import assert from "node:assert/strict";
import { ProcessLease } from "@/signaling/cluster/process_lease.ts";
import { RoomClaims } from "@/signaling/cluster/room_claims.ts";
import { newRoom } from "../access/access_kit.ts";
import { FakeClock } from "../room_directory_kit.ts";
import { FakeShared, FakeStore, settle } from "./fake_store.ts";

/** A process with its lease and claims, and a shared store. */
function world(shared = new FakeShared(), process = "one") {
  const clock = new FakeClock();
  const store = new FakeStore(shared, process);
  const lost: string[] = [];
  const lease: ProcessLease = new ProcessLease({
    store,
    clock,
    onLapsed: () => claims.verify(),
    onRenewed: () => {},
  });
  const claims: RoomClaims = new RoomClaims({
    store,
    clock,
    isAlone: () => lease.isAlone,
    onClaimed: () => {},
    onConfirmed: () => {},
    onLost: (room) => void lost.push(room),
    isUsed: () => true,
  });
  lease.start();
  /** Time passes for everybody. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 100) {
      shared.now += 100;
      clock.pass(100);
      await settle();
    }
  };
  return { shared, clock, store, lease, claims, lost, pass };
}

Deno.test("while it renews, a process changes its rooms without asking", async () => {
  const { lease, pass } = world();
  assert.equal(lease.mayWrite, false, "nobody knows yet");
  await settle();
  for (let seconds = 0; seconds < 10; seconds++) {
    assert.ok(lease.mayWrite);
    await pass(1_000);
  }
  assert.equal(lease.lapses, 0);
});

Deno.test("a process that stood still asks first, and gives up what has become another's", async () => {
  const { shared, clock, lease, claims, lost } = world();
  await settle();
  assert.equal(await claims.find("ала-тоо"), "here");
  assert.equal(await claims.find("көл"), "here");
  shared.now += 5_000; // for everybody else
  assert.equal((await new FakeStore(shared, "other").claim("ала-тоо"))?.kind, "mine");
  clock.set(5_000); // it wakes: no timer has run yet
  assert.equal(lease.mayWrite, false);
  await lease.confirm();
  assert.ok(lease.mayWrite);
  assert.deepEqual(lost, ["ала-тоо"]);
  assert.deepEqual([claims.has("ала-тоо"), claims.has("көл")], [false, true]);
  assert.equal(claims.tenureOf("ала-тоо").since, -Infinity, "no snapshot of it counts here");
});

Deno.test("an owner in time is not replaced, one without a lease is", async () => {
  const { shared, claims, pass } = world();
  await settle();
  await claims.find("ала-тоо");
  const other = new FakeStore(shared, "other");
  for (let seconds = 0; seconds < 5; seconds++) {
    assert.equal((await other.claim("ала-тоо"))?.kind, "other");
    await pass(1_000);
  }
  shared.now += 2_100;
  assert.equal((await other.claim("ала-тоо"))?.kind, "mine");
});

Deno.test("without the store its rooms go on, new open ones too, and none that belongs to somebody", async () => {
  const { shared, lease, claims, lost, pass } = world();
  await settle();
  await claims.find("ала-тоо");
  shared.isAway = true;
  await pass(3_000);
  assert.ok(lease.isAlone && lease.mayWrite);
  assert.equal(await claims.find("ала-тоо"), "here");
  assert.equal(await claims.find("жаңы", { isNew: true }), "here");
  assert.equal(await claims.find("эски", { isNew: false }), "away", "it may be open elsewhere");
  const owned = newRoom().room;
  assert.equal(await claims.find(owned, { isNew: true }), "away");
  shared.isAway = false;
  shared.forget();
  const other = new FakeStore(shared, "other");
  await other.renew(2_500);
  await other.claim("жаңы");
  await pass(6_000);
  assert.ok(!lease.isAlone && lease.mayWrite);
  assert.deepEqual(lost, ["жаңы"], "what was opened alone gives way; the rest is claimed again");
  assert.equal(shared.owners.get("ала-тоо")?.process, "one");
});

Deno.test("a process that starts waits for the store, and opens nothing alone before it must", async () => {
  const shared = new FakeShared();
  shared.isAway = true;
  const { lease, claims, pass } = world(shared);
  await pass(1_000);
  assert.ok(!lease.isAlone && !lease.mayWrite);
  assert.equal(await claims.find("ала-тоо", { isNew: true }), "away");
  await pass(1_000);
  assert.ok(lease.isAlone && lease.mayWrite);
  assert.equal(await claims.find("ала-тоо", { isNew: true }), "here");
});

Deno.test("of two owners the later one counts when the store comes back with what it knew before", async () => {
  const { shared, claims, lost, pass } = world();
  await settle();
  shared.now += 1_000;
  await claims.find("ала-тоо");
  shared.owners.set("ала-тоо", { process: "earlier", epoch: shared.now - 500 });
  await pass(6_000);
  assert.deepEqual(lost, []);
  assert.equal(shared.owners.get("ала-тоо")?.process, "one");
  shared.owners.set("ала-тоо", { process: "later", epoch: shared.now });
  await pass(6_000);
  assert.deepEqual(lost, ["ала-тоо"]);
});
