// A pin survives a reload in the middle of a call, and nothing else.
import assert from "node:assert/strict";
import { settled } from "../../fakes/random.ts";
import { Town } from "../../fakes/client_world.ts";

async function callOfTwo() {
  const town = new Town();
  const asan = town.open("room1");
  const gulnar = town.open("room1");
  await settled();
  asan.call.membership.join("Асан");
  gulnar.call.membership.join("Гүлнар");
  await settled();
  const other = gulnar.call.membership.self.value ?? "";
  return { town, asan, gulnar, other };
}

Deno.test("a pinned picture is pinned again after a reload, until one lets it go", async () => {
  const { town, asan, other } = await callOfTwo();
  asan.call.layout.setPinned(other, true);
  await settled();
  asan.page.close();
  const again = town.open("room1", { store: asan.store });
  await settled();
  assert.equal(again.call.membership.phase.value, "call");
  assert.equal(again.call.layout.pinned.value, other);
  again.call.layout.setPinned(other, false);
  again.page.close();
  const third = town.open("room1", { store: asan.store });
  await settled();
  assert.equal(third.call.layout.pinned.value, null);
});

Deno.test("who leaves and comes again begins without a pin", async () => {
  const { asan, other } = await callOfTwo();
  asan.call.layout.setPinned(other, true);
  asan.call.membership.leave();
  await settled();
  assert.equal(asan.store.get("page", "pin:room1"), null);
  asan.call.membership.join("Асан");
  await settled();
  assert.equal(asan.call.layout.pinned.value, null);
});
