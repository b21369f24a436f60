// A lobby whose call is fetched late: nothing is joined, lost or told twice meanwhile.
import assert from "node:assert/strict";
import { Call } from "@/call/call.ts";
import { Lobby } from "@/call/lobby.ts";
import type { Store } from "@/call/ports.ts";
import { fakeStore } from "../fakes/ports.ts";
import { settled } from "../fakes/random.ts";
import { Town } from "../fakes/client_world.ts";

const ROOM = "room1";

/** A page of `town` whose call is fetched when `give` is called; `fail` loses it. */
async function pageOf(town: Town, store: Store = fakeStore()) {
  const { ports, page, errors } = town.open("elsewhere", { store });
  await settled();
  const gate = Promise.withResolvers<void>();
  let asked = 0;
  const lobby = new Lobby(ROOM, ports, async () => {
    asked++;
    await gate.promise;
  });
  return {
    ...{ lobby, page, errors },
    asked: () => asked,
    give(): Call {
      const call = new Call(lobby);
      gate.resolve();
      return call;
    },
    fail: () => gate.reject(new Error("lost")),
  };
}

Deno.test("a lobby fetches nothing of a call before somebody is about to join, and then once", async () => {
  const { lobby, asked } = await pageOf(new Town());
  lobby.open();
  await settled();
  assert.equal(asked(), 0);
  lobby.load();
  lobby.load();
  lobby.membership.join("Асан");
  await settled();
  assert.equal(asked(), 1);
});

Deno.test("who joins before the call is there comes in as soon as it is", async () => {
  const town = new Town();
  const { lobby, give } = await pageOf(town);
  lobby.open();
  lobby.membership.join("Асан");
  await settled();
  assert.equal(lobby.membership.phase.value, "joining");
  const call = give();
  await settled();
  assert.equal(lobby.membership.phase.value, "call");
  assert.deepEqual(call.membership.members.value.map(({ name }) => name), ["Асан"]);
  call.chat.send("салам");
  await settled();
  assert.deepEqual(call.chat.lines.value.flatMap((line) => line.kind === "text" ? line.text : []), [
    "салам",
  ]);
  call.dispose();
});

Deno.test("a call that cannot be fetched is a page that is not whole", async () => {
  const { lobby, errors, fail } = await pageOf(new Town());
  lobby.open();
  lobby.membership.join("Асан");
  fail();
  await settled();
  const { phase, refusal } = lobby.membership;
  assert.deepEqual([phase.value, refusal.value], ["lobby", "page-incomplete"]);
  assert.deepEqual(errors.map(String), ["Error: lost"]);
});

Deno.test("what happened to the devices before is told by the call", async () => {
  const { lobby, asked, give } = await pageOf(new Town());
  lobby.open();
  await lobby.media.choose("speaker", "headset");
  lobby.media.noteFailedSpeaker("headset");
  await settled();
  assert.equal(asked(), 1, "so that it can be told");
  const call = give();
  const kinds = call.notifications.toasts.list.value.map(({ notification }) => notification.kind);
  assert.deepEqual(kinds, ["speakerFailed"]);
  call.dispose();
});

Deno.test("a new visit forgets what an earlier one left unsent, a reload keeps it", async () => {
  for (const isReload of [false, true]) {
    const town = new Town();
    const before = await pageOf(town);
    before.lobby.open();
    before.lobby.membership.join("Асан");
    const call = before.give();
    await settled();
    before.lobby.savedState.setOutbox(ROOM, [{ id: "m1", text: "салам" }]);
    before.page.close();
    const { lobby, give, page } = await pageOf(town, before.lobby.ports.store);
    page.isReload = isReload;
    lobby.open();
    assert.equal(lobby.isNewVisit, !isReload);
    const next = give();
    assert.equal(next.chat.pending.value.length, isReload ? 1 : 0);
    next.dispose();
    call.dispose();
  }
});
