// Whether everybody in a call sees and reaches everybody.
import assert from "node:assert/strict";
import type { Person } from "../fakes/client_world.ts";

export function living(person: Person) {
  return person.peers.filter(({ signalingState }) => signalingState !== "closed");
}

/** Everybody sees everybody once, every connection is agreed, nothing went wrong. */
export function assertWhole(people: readonly Person[], what: string): void {
  for (const person of people) {
    const { call } = person;
    assert.equal(call.membership.phase.value, "call", what);
    assert.equal(call.membership.count.value, people.length, what);
    assert.equal(call.layout.tiles.value.length, people.length, what);
    assert.equal(living(person).length, people.length - 1, what);
    assert.ok(living(person).every(({ signalingState }) => signalingState === "stable"), what);
    assert.ok(living(person).every(({ remoteDescription }) => remoteDescription !== null), what);
    assert.equal(call.connections.tracks.value.size, people.length - 1, what);
    assert.deepEqual(person.errors, [], what);
  }
}

export function nth(people: readonly Person[], index: number): Person {
  const person = people[index];
  assert.ok(person);
  return person;
}
