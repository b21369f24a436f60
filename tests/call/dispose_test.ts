// A call that is disposed of leaves nothing behind: no timer, listener, meter, connection or effect.
import assert from "node:assert/strict";
import type { Signal } from "@preact/signals-core";
import { joined, type Person, Town } from "../fakes/client_world.ts";
import { settled } from "../fakes/random.ts";

/** Everything of a page that a call holds on to. */
function held({ page, devices, audio, peers, running }: Person) {
  return {
    ...running(),
    ...{ page: page.listeners, devices: devices.listeners, meters: audio.meters },
    peers: peers.filter(({ connectionState }) => connectionState !== "closed").length,
    tracks: devices.opened.filter(({ track }) => track.readyState === "live").length,
  };
}

const NOTHING = {
  ...{ timers: 0, listeners: 0, followers: 0, page: 0, devices: 0 },
  ...{ meters: 0, peers: 0, tracks: 0 },
};

Deno.test("a disposed call leaves no timer, listener, meter, track or connection; its member leaves", async () => {
  const [asan, gulnar] = await joined(new Town(), ["Асан", "Гүлнар"]);
  assert.ok(asan && gulnar);
  await asan.call.presence.react("clap");
  asan.call.chat.send("салам");
  await asan.call.media.toggleScreen(true);
  asan.call.notifications.notify({ kind: "silentMic" });
  await settled();
  const before = held(asan);
  assert.ok(Object.values(before).every((count) => count > 0), JSON.stringify(before));
  gulnar.call.dispose();
  await settled();
  assert.equal(asan.call.membership.members.value.length, 1, "the other one has left");
  asan.call.dispose();
  asan.call.dispose(); // a second time does nothing
  await settled();
  for (const person of [asan, gulnar]) {
    assert.deepEqual(held(person), NOTHING);
    assert.deepEqual(person.errors, []);
  }
  const { awake, guarded, keys } = asan.page;
  assert.deepEqual({ awake, guarded, keys }, { awake: false, guarded: false, keys: null });
});

Deno.test("a call that never joined is disposed of as well", async () => {
  const asan = new Town().open("room1");
  await settled();
  asan.call.dispose();
  await settled();
  assert.deepEqual(held(asan), NOTHING);
});

Deno.test("no effect of a disposed call runs any more", async () => {
  const [asan] = await joined(new Town(), ["Асан"]);
  assert.ok(asan);
  const { call } = asan;
  call.dispose();
  await settled();
  const sent: string[] = [];
  asan.refuse = (event) => {
    sent.push(event);
    return null;
  };
  const { phase } = call.membership as unknown as { phase: Signal<string> };
  phase.value = "call";
  call.chat.setOpen(true);
  await settled();
  assert.deepEqual(sent, []);
  assert.deepEqual([asan.page.awake, asan.page.keys, asan.audio.played], [false, null, []]);
  assert.deepEqual(held(asan), NOTHING);
});
