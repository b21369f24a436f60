// Sockets that fall silent: shown as away, given up in time, and not while somebody attests that they live.
import assert from "node:assert/strict";
import { membershipOf } from "@/signaling/room/live_room.ts";
import { SETTINGS, startDirectory } from "../room_directory_kit.ts";

const { silentMs, seatGraceMs, silenceGraceMs } = SETTINGS;

function pair() {
  const world = startDirectory();
  const [a, b] = [world.connection(), world.connection()];
  const { self: witness } = a.join("ala");
  const { self, seat } = b.join("ala");
  a.takeNames();
  const silence = () => b.silentSince = world.clock.steady();
  return { ...world, a, b, self, seat, witness, silence };
}

Deno.test("a socket from which nothing comes is away, and present when it is heard again", () => {
  const { clock, a, b, silence } = pair();
  silence();
  clock.pass(silentMs - 1);
  assert.deepEqual(a.takeNames(), []);
  clock.pass(1);
  assert.deepEqual(a.take("room:state").map(({ members }) => members[1]?.away), [true]);
  assert.equal(membershipOf(b.sender) !== null, true, "it is still there, only slow");
  b.silentSince = null;
  clock.pass(1_000);
  assert.deepEqual(a.take("room:state").map(({ members }) => members[1]?.away), [false]);
  clock.pass(600_000);
  assert.deepEqual(a.takeNames(), []);
});

Deno.test("signals still reach a silent socket: it may only be slow", () => {
  const { clock, a, b, self, silence } = pair();
  silence();
  clock.pass(silentMs);
  b.takeNames();
  assert.deepEqual(a.ask("peer:offer", { to: self, toEpoch: 1, seq: 1, ack: 0, sdp: "x" }), {});
  assert.deepEqual(b.takeNames(), ["peer:offer"]);
});

Deno.test("a socket that is lost counts from its last sign of life", () => {
  const { clock, a, b, silence } = pair();
  silence();
  clock.pass(3_000);
  b.drop();
  clock.pass(seatGraceMs - 3_000 - 1);
  assert.deepEqual(a.take("chat:line"), []);
  clock.pass(1);
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["left"]);
});

Deno.test("30 s after the last sign of life a member with a silent socket is gone", () => {
  const { clock, a, b, seat, self, silence } = pair();
  silence();
  clock.pass(silenceGraceMs - 1);
  assert.deepEqual(a.take("chat:line"), []);
  clock.pass(1);
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["left"]);
  assert.ok(b.dropped, "should it wake up, it must notice that it has to join again");
  assert.equal(b.ask("chat:send", { id: "x", text: "x" }), "not-in-room");
  b.drop();
  assert.deepEqual(a.takeNames(), []);
  assert.equal(b.join("ala", { seat }).self, self);
});

Deno.test("while somebody still gets media of an away member, that member stays", () => {
  const { clock, a, b, self, silence } = pair();
  silence();
  for (let round = 0; round < 20; round++) {
    clock.pass(seatGraceMs - 1);
    assert.deepEqual(a.ask("member:attest", { members: [self] }), {});
  }
  assert.deepEqual(a.take("chat:line"), []);
  b.drop(); // even its socket may go
  for (let round = 0; round < 20; round++) {
    clock.pass(seatGraceMs - 1);
    a.ask("member:attest", { members: [self] });
  }
  assert.deepEqual(a.take("chat:line"), []);
  clock.pass(seatGraceMs);
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["left"]);
});

Deno.test("nobody is kept for ever by being attested; a sign of life begins anew", () => {
  const { clock, a, b, self, silence } = pair();
  const attestUntilLeft = () => {
    const begin = clock.steady();
    for (let round = 0; round < 200; round++) {
      clock.pass(seatGraceMs / 2);
      a.ask("member:attest", { members: [self] });
      if (a.take("chat:line").some(({ kind }) => kind === "left")) break;
    }
    return clock.steady() - begin;
  };
  silence();
  clock.pass(silentMs);
  for (let round = 0; round < 40; round++) {
    clock.pass(seatGraceMs / 2);
    a.ask("member:attest", { members: [self] });
  }
  b.silentSince = null; // heard again, in the middle of it
  clock.pass(1_000);
  assert.deepEqual(a.take("chat:line"), []);
  silence();
  const kept = attestUntilLeft();
  assert.ok(kept >= SETTINGS.seatMemoryMs, String(kept));
  assert.ok(kept <= SETTINGS.seatMemoryMs + 2 * SETTINGS.silenceGraceMs, String(kept));
});

Deno.test("nobody can attest themselves, strangers, or anybody from outside", () => {
  const { directory, clock, a, b, self, silence, connection } = pair();
  const stranger = connection();
  assert.equal(stranger.ask("member:attest", { members: [self] }), "not-in-room");
  stranger.join("too");
  silence();
  clock.pass(silentMs);
  a.takeNames();
  assert.deepEqual(b.ask("member:attest", { members: [self] }), {});
  assert.deepEqual(stranger.ask("member:attest", { members: [self, "nobody"] }), {});
  clock.pass(silenceGraceMs - silentMs);
  assert.deepEqual(a.take("chat:line").map(({ kind }) => kind), ["left"]);
  assert.equal(directory.stats().members, 2);
});

Deno.test("a server that was stopped for a while accuses nobody", () => {
  const { clock, a, b } = pair();
  a.silentSince = clock.steady();
  b.silentSince = clock.steady();
  const steady = clock.steady.bind(clock);
  clock.steady = () => steady() + 60_000; // everything stood still; packets wait to be read
  clock.pass(silentMs);
  a.silentSince = null;
  b.silentSince = null;
  clock.pass(10_000);
  assert.deepEqual([a.takeNames(), b.takeNames()], [[], []]);
});
