// Being called otherwise in a running call, and what the others are told of it.
import assert from "node:assert/strict";
import { settled } from "../../fakes/random.ts";
import { Town } from "../../fakes/client_world.ts";

Deno.test("a new name reaches everybody, is told, and is remembered for the next visit", async () => {
  const town = new Town();
  const asan = town.open("room1");
  const gulnar = town.open("room1");
  await settled();
  asan.call.membership.join("Асан");
  gulnar.call.membership.join("Гүлнар");
  await settled();
  assert.equal(await asan.call.membership.rename("Асан Осмонов"), null);
  await settled();
  const names = gulnar.call.membership.members.value.map(({ name }) => name);
  assert.deepEqual(names, ["Асан Осмонов", "Гүлнар"]);
  const told = gulnar.call.notifications.toasts.list.value.map(({ notification }) => notification);
  assert.deepEqual(told.filter(({ kind }) => kind === "renamed"), [
    { kind: "renamed", was: "Асан", name: "Асан Осмонов" },
  ]);
  assert.equal(asan.call.membership.name.value, "Асан Осмонов");
  assert.equal(asan.store.get("browser", "name"), "Асан Осмонов");
});

Deno.test("outside a call nobody is renamed, and the reason is answered", async () => {
  const asan = new Town().open("room1");
  await settled();
  assert.equal(await asan.call.membership.rename("Асан"), "not-in-room");
  assert.equal(asan.store.get("browser", "name"), null);
});
