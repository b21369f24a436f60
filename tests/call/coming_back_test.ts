// Losing the server or the page, and coming back into the same call.
import assert from "node:assert/strict";
import type { Member } from "@/protocol/shapes.ts";
import { settled } from "../fakes/random.ts";
import { joined, Town } from "../fakes/client_world.ts";
import { assertWhole, nth } from "./whole_calls.ts";

Deno.test("losing the server touches no connection, and coming back renegotiates nothing", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар", "Бектур"]);
  const before = people.map(({ call }) => call.membership.self.value);
  for (let round = 0; round < 3; round++) {
    nth(people, 0).setOnline(false);
    await settled();
    assert.equal(nth(people, 0).call.membership.phase.value, "call");
    assert.equal(nth(people, 1).call.membership.count.value, 2, "one who is away is not counted");
    assert.equal(nth(people, 1).call.layout.tiles.value.length, 3, "but keeps the tile");
    nth(people, 0).setOnline(true);
    await settled();
    assertWhole(people, `round ${round}`);
  }
  assert.deepEqual(people.map(({ call }) => call.membership.self.value), before);
  assert.ok(people.every(({ peers }) => peers.length === 2), "no connection was made anew");
  assert.ok(people.every(({ peers }) => peers.every(({ descriptions }) => descriptions === 2)));
});

Deno.test("a server that lost even its secret gets everybody back", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар", "Бектур"]);
  town.restart({ secret: "another" });
  await settled();
  for (const person of people) person.setOnline(true);
  await settled();
  assertWhole(people, "after a restart");
});

Deno.test("a reload keeps id and place, and the others replace one connection", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар"]);
  const [asan, gulnar] = [nth(people, 0), nth(people, 1)];
  const ids = gulnar.call.membership.members.value.map(({ id }: Member) => id);
  asan.close();
  await settled();
  const again = town.open("room1", { store: asan.store });
  await settled();
  assertWhole([again, gulnar], "after a reload");
  assert.deepEqual(gulnar.call.membership.members.value.map(({ id }: Member) => id), ids);
  const kinds = gulnar.call.chat.lines.value.map(({ kind }) => kind);
  assert.deepEqual(kinds, ["joined", "joined"], "no message tells of a reload");
});

Deno.test("one who does not come back is gone after the grace, with one message", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар"]);
  nth(people, 0).setOnline(false);
  await settled();
  town.clock.advance(16_000);
  await settled();
  assertWhole(people.slice(1), "alone");
  const { value: lines } = nth(people, 1).call.chat.lines;
  assert.deepEqual(lines.filter(({ kind }) => kind === "left").length, 1);
});

Deno.test("who is away for two minutes comes back into the same call as the same person", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар", "Бектур"]);
  const order = nth(people, 1).call.membership.members.value.map(({ id }: Member) => id);
  nth(people, 0).setOnline(false);
  await settled();
  town.clock.advance(120_000);
  await settled();
  assertWhole(people.slice(1), "two are left");
  nth(people, 0).setOnline(true);
  await settled();
  assertWhole(people, "three again");
  const members = nth(people, 1).call.membership.members.value;
  assert.deepEqual(members.map(({ id }: Member) => id), order);
});

Deno.test("when everybody lost the server for two minutes, everybody finds the same room", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар"]);
  const ids = people.map(({ call }) => call.membership.self.value);
  nth(people, 0).call.chat.send("бир");
  await settled();
  for (const person of people) person.setOnline(false);
  await settled();
  town.clock.advance(120_000);
  for (const person of people) person.setOnline(true);
  await settled();
  assertWhole(people, "together again");
  assert.deepEqual(people.map(({ call }) => call.membership.self.value), ids);
  const [late] = await joined(town, ["Жамила"]);
  assert.ok(late?.call.chat.lines.value.some((line) => line.kind === "text"));
});

Deno.test("a second page with the same seat takes it over, and the first one says so", async () => {
  const town = new Town();
  const people = await joined(town, ["Асан", "Гүлнар"]);
  const copy = town.open("room1", { store: nth(people, 0).store });
  await settled();
  assert.equal(copy.call.membership.phase.value, "lobby"); // it may be a copy of the tab
  assertWhole(people, "nothing has changed");
  copy.call.membership.join("Асан");
  await settled();
  assert.equal(nth(people, 0).call.membership.phase.value, "replaced");
  assertWhole([copy, nth(people, 1)], "taken over");
});
