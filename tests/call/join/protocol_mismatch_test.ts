// A server that does not understand a page, or does not answer it: calls go on, and who waits is told.
import assert from "node:assert/strict";
import { settled } from "../../fakes/random.ts";
import { Town } from "../../fakes/client_world.ts";

async function talking() {
  const town = new Town();
  const people = [];
  for (const name of ["Асан", "Гүлнар"]) {
    const person = town.open("room1");
    await settled();
    person.call.membership.join(name);
    await settled();
    people.push(person);
  }
  const [asan, gulnar] = people;
  assert.ok(asan && gulnar);
  return { town, asan, gulnar };
}

for (const error of ["invalid", "internal"]) {
  Deno.test(`a return that is refused as ${error} ends no call, and the seat is kept`, async () => {
    const { town, asan } = await talking();
    const { membership: room } = asan.call;
    const before = { self: room.self.value, members: room.members.value };
    asan.refuse = (event) => event === "room:join" ? error : null;
    town.restart();
    await settled();
    asan.setOnline(true);
    await settled();
    assert.equal(asan.call.membership.outdated.value, true);
    assert.equal(room.phase.value, "call");
    assert.deepEqual({ self: room.self.value, members: room.members.value }, before);
    assert.equal(asan.peers.length, 1, "no connection was made anew");
    assert.ok(asan.peers.every(({ signalingState }) => signalingState !== "closed"));
    assert.ok(asan.store.names("page").some((name) => /seat/.test(name)), "a reload comes back");
    asan.refuse = () => null;
    asan.setOnline(false);
    asan.setOnline(true);
    await settled();
    assert.equal(asan.call.membership.outdated.value, false, "a server that was put back takes it");
    assert.equal(room.self.value, before.self);
  });
}

Deno.test("who is not in yet is told what the server said, and stays in the lobby", async () => {
  const town = new Town();
  const person = town.open("room1");
  await settled();
  person.refuse = (event) => event === "room:join" ? "invalid" : null;
  person.call.membership.join("Асан");
  await settled();
  const { membership: room } = person.call;
  assert.deepEqual([room.phase.value, room.refusal.value], ["lobby", "invalid"]);
  assert.equal(person.call.membership.outdated.value, false);
});

for (const [error, seconds] of [["timeout", 0], ["too-fast", 20]] as const) {
  Deno.test(`who is not in yet does not wait for ever: ${error}`, async () => {
    const town = new Town();
    const person = town.open("room1");
    await settled();
    let asked = 0;
    person.refuse = (event) => event === "room:join" && ++asked < 30 ? error : null;
    person.call.membership.join("Асан");
    for (let second = 0; second <= seconds; second++) {
      await settled();
      town.clock.advance(1_000);
    }
    const { membership: room } = person.call;
    assert.deepEqual([room.phase.value, room.refusal.value], ["lobby", error]);
    asked = 30;
    person.call.membership.join("Асан");
    await settled();
    assert.equal(room.phase.value, "call", "and tries again by hand");
  });

  Deno.test(`who is in a call comes back however long it takes: ${error}`, async () => {
    const { town, asan } = await talking();
    let asked = 0;
    const refusals = error === "timeout" ? 6 : 30;
    asan.refuse = (event) => event === "room:join" && ++asked < refusals ? error : null;
    town.restart();
    asan.setOnline(true);
    for (let second = 0; second < 60; second++) {
      await settled();
      town.clock.advance(1_000);
    }
    assert.equal(asan.call.membership.phase.value, "call");
    assert.equal(asan.call.membership.unanswered.value, false);
    assert.equal(asked, refusals);
  });
}
