// A page that lacks a part cannot join; the reload that mends it comes back into the call.
import assert from "node:assert/strict";
import { Membership } from "@/call/membership/membership.ts";
import { SavedState } from "@/call/saved_state.ts";
import { Connections } from "@/call/transport/connections.ts";
import { joined, Town } from "../../fakes/client_world.ts";
import { settled } from "../../fakes/random.ts";

Deno.test("a reload in a call whose page lacks a part keeps the seat, so that the next one comes back", async () => {
  const town = new Town();
  const [asan] = await joined(town, ["Асан", "Гүлнар"]);
  assert.ok(asan);
  const { value: self } = asan.call.membership.self;
  asan.close();
  const { ports, store } = town.open("another", { store: asan.store });
  const room = "room1";
  const incomplete = new Membership({
    ...{ room, ports, savedState: new SavedState(store), connections: new Connections() },
    ready: Promise.resolve(false),
  });
  assert.equal(incomplete.open(null), true, "goes straight back");
  await settled();
  assert.deepEqual([incomplete.phase.value, incomplete.refusal.value], [
    "lobby",
    "page-incomplete",
  ]);
  const again = town.open(room, { store });
  await settled();
  assert.equal(again.call.membership.self.value, self);
});
